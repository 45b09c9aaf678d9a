"use strict";
/* The words of the card stand in the upper third of the page, without movement to watch; one letter goes to the page and back. */
(() => {
  const place = () => {
    const side = document.getElementById("page-side"), words = side && side.querySelector("mark");
    if (words) side.scrollTop += words.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
  };
  document.addEventListener("DOMContentLoaded", place);
  document.addEventListener("desk:shown", place);
  document.addEventListener("keydown", (event) => {
    if (event.key !== document.body.dataset.beside || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) return;
    const side = document.getElementById("page-side"); if (!side) return;
    event.preventDefault();
    if (side.contains(document.activeElement)) document.getElementById("what")?.focus({ preventScroll: true }); else side.focus({ preventScroll: true });
  });
})();
