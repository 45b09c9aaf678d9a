"use strict";
/* Letters press what carries them; lists move with j and k; everything also works by mouse, Tab and without this file. */
(() => {
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio|button|submit)$/.test(el.type));
  const visible = (el) => el.getClientRects().length > 0;
  /* The row the focus stands in first: one letter decides on that row. */
  const keyed = (root, letters) => [...(root?.querySelectorAll("[data-key]") || [])].find((el) => el.dataset.key === letters && visible(el));
  const withKey = (letters) => keyed(document.activeElement?.closest("[data-row]"), letters) || keyed(document, letters);
  const press = (el) => { if (typing(el)) { el.focus(); el.select?.(); } else { el.focus({ preventScroll: true }); el.click(); } };
  let first = "", firstAt = 0;

  const rows = () => [...document.querySelectorAll("[data-list] [data-row]")].filter(visible);
  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    const to = next.matches("a,button,[tabindex]") ? next : next.querySelector("a,button,input:not([type=hidden]),[tabindex]");
    to?.focus(); next.scrollIntoView({ block: "nearest" });
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const el = document.activeElement;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = el?.closest("form") || document.querySelector("form[data-main]");
      if (form) { event.preventDefault(); form.requestSubmit(form.querySelector("[data-send]") || undefined); }
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.shiftKey && !typing(el)) {
      const undo = document.querySelector("#undo button"); if (undo) { event.preventDefault(); undo.click(); }
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (typing(el)) { el.blur(); return; }
      const out = document.querySelector("[data-escape]"); if (out && visible(out)) { event.preventDefault(); out.click(); }
      return;
    }
    if (typing(el)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (rows().some((row) => row.contains(el)) && move(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      return;
    }
    if (document.body.dataset.letters === "off" || event.key.length !== 1 || event.key === " ") return;
    const own = document.body.dataset, both = Date.now() - firstAt < 1500 ? `${first} ${event.key}` : "";
    const found = both && withKey(both) || withKey(event.key);
    first = event.key; firstAt = Date.now();
    if (found) { event.preventDefault(); press(found); }
    else if (event.key === own.next || event.key === own.previous) { if (move(event.key === own.next ? 1 : -1)) event.preventDefault(); }
    else if (event.key === own.tick) { const box = el?.closest("[data-row]")?.querySelector("input[type=checkbox]"); if (box) { event.preventDefault(); box.click(); } }
  });

  /* After a swap the focus goes to what the page names, else stays where it was, else to the nearest heading. */
  document.addEventListener("htmx:afterSettle", (event) => {
    const named = document.querySelector("[data-focus]");
    if (named) named.focus({ preventScroll: named.dataset.focus === "still" });
    else if (!document.activeElement || document.activeElement === document.body) document.querySelector("h1")?.focus?.({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("desk:shown", { detail: event.detail }));
  });
  /* Answers that are errors are pages too, and are shown. */
  document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; } });
  document.addEventListener("htmx:sendError", () => {
    const bar = document.querySelector("#undo p"); if (bar) bar.textContent = document.body.dataset.stopped || "Chronofile is not running. Start it; nothing is lost.";
  });
  document.addEventListener("change", (event) => { const form = event.target.closest("form[data-at-once]"); if (form) form.requestSubmit(); });

  /* What was typed is kept for the case until sent. */
  const keep = (form) => `typed ${location.pathname} ${form.dataset.keep}`;
  const restore = () => document.querySelectorAll("form[data-keep]").forEach((form) => {
    if (form.dataset.kept) return;
    form.dataset.kept = "yes";
    let old = {}; try { old = JSON.parse(sessionStorage.getItem(keep(form)) || "{}"); } catch { /* nothing kept */ }
    for (const [name, value] of Object.entries(old)) { const field = form.elements[name]; if (field && field.type !== "hidden" && "value" in field) field.value = value; }
    form.addEventListener("input", () => {
      const now = {}; for (const field of form.elements) if (field.name && /^(text|textarea|search|url|date)/.test(field.type)) now[field.name] = field.value;
      sessionStorage.setItem(keep(form), JSON.stringify(now));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(keep(form)));
  });
  document.addEventListener("DOMContentLoaded", () => { restore(); document.querySelector("[data-focus]")?.focus({ preventScroll: true }); });
  document.addEventListener("desk:shown", restore);
})();
