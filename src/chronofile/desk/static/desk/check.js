"use strict";
/* Copying the exact words, and the draft scrolled to the finding. Without this file the words can be selected. */
(() => {
  const begin = () => {
    document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
    const here = document.querySelector("[data-here]"), side = document.querySelector(".draft-side");
    if (here && side && side.scrollHeight > side.clientHeight) here.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = document.getElementById(button.dataset.copy);
    /* A browser that refuses leaves the words selected: the person's own copy key does the rest. */
    try { await navigator.clipboard.writeText(words.textContent); } catch { getSelection().selectAllChildren(words); return; }
    button.textContent = button.dataset.done;
  });
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("desk:shown", begin);
})();
