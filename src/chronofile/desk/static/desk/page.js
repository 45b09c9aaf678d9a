"use strict";
/* The cited words stand in view when a page is opened at them. */
(() => {
  const show = () => { if (!location.hash) document.querySelector("#page-text mark")?.scrollIntoView({ block: "center" }); };
  document.addEventListener("DOMContentLoaded", show);
})();
