"use strict";
/* Cited words stand in view; words marked by mouse, touch or keys are sent with their places in UTF-16, and the words. */
(() => {
  const show = () => { if (!location.hash && !document.getElementById("page-side")) document.querySelector("#page-text mark")?.scrollIntoView({ block: "center" }); };
  const text = () => document.getElementById("page-text"), marker = () => document.getElementById("marker");
  const leaves = (root) => [...root.querySelectorAll("span[data-start], mark[data-start]")].map((el) => el.firstChild).filter((node) => node && node.nodeType === 3);
  const open = (el) => !el.closest("details:not([open])");
  let down = false;

  /* The pieces of page text inside the selection: what a browser adds (signs, notes for the ear) is none of it. */
  const marked = () => {
    const selection = getSelection(), root = text();
    if (!root || !selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(root)) return [];
    return leaves(root).filter((node) => range.intersectsNode(node)).map((node) => ({
      node, from: node === range.startContainer ? range.startOffset : 0, to: node === range.endContainer ? range.endOffset : node.length,
    })).filter((piece) => piece.from < piece.to);
  };
  const hide = () => { const form = marker(); if (form) form.hidden = true; };
  const offer = () => {
    const form = marker(), pieces = marked(), words = pieces.map((p) => p.node.data.slice(p.from, p.to)).join("");
    if (!form) return;
    if (!words.trim()) { if (!form.contains(document.activeElement)) hide(); return; }
    const first = pieces[0], last = pieces[pieces.length - 1], set = (name, value) => { form.elements[name].value = value; };
    set("start", first.node.parentElement.dataset.start); set("start16", first.from);
    set("end", last.node.parentElement.dataset.start); set("end16", last.to); set("words", words);
    const hidden = pieces.some((p) => p.node.parentElement.closest("[data-hidden]"));
    form.querySelector(".refused").hidden = !hidden;
    form.querySelectorAll("button").forEach((button) => { button.hidden = hidden; });
    const say = form.querySelector("[role=status]"), block = last.node.parentElement.closest("[data-start][data-end]");
    if (block.nextElementSibling !== form) block.after(form);
    form.hidden = false;
    say.textContent = `${say.dataset.say} ${words.trim()}`;
  };

  /* Sentences of the kept text, for marking without a mouse; the language of the page decides where they end. */
  const sentences = () => [...text().querySelectorAll("[data-block]")].filter(open).flatMap((block) => {
    const nodes = leaves(block), whole = nodes.map((node) => node.data).join("");
    const cut = window.Intl?.Segmenter ? [...new Intl.Segmenter(text().lang || undefined, { granularity: "sentence" }).segment(whole)].map((s) => [s.index, s.segment])
      : [...whole.matchAll(/[^.!?。！？]+[.!?。！？]*["”’»]*\s*/gu)].map((s) => [s.index, s[0]]);
    return cut.map(([at, words]) => [at + words.length - words.trimStart().length, at + words.trimEnd().length]).filter(([a, b]) => a < b).map(([a, b]) => ({ nodes, a, b, kept: !block.closest("aside") }));
  });
  const place = (nodes, at, ending) => {
    let left = at;
    for (const node of nodes) { if (left < node.length || (ending && left === node.length)) return [node, left]; left -= node.length; }
    return [nodes[nodes.length - 1], nodes[nodes.length - 1].length];
  };
  const step = (by) => {
    const all = sentences(), now = marked()[0], lit = text().querySelector("mark")?.firstChild;
    if (!all.length) return;
    const order = (s) => { const [node, at] = place(s.nodes, s.a); return [node, at]; };
    const before = (s, node, offset) => { const [n, at] = order(s); return n === node ? at <= offset : !!(n.compareDocumentPosition(node) & 4); };
    let at = all.findIndex((s) => s.kept);
    if (now) { at = -1; all.forEach((s, i) => { if (before(s, now.node, now.from)) at = i; }); at += by; }
    else if (lit) all.forEach((s, i) => { if (before(s, lit, 0)) at = i; });
    const next = all[Math.min(all.length - 1, Math.max(0, at))], [n1, o1] = place(next.nodes, next.a), [n2, o2] = place(next.nodes, next.b, true);
    getSelection().setBaseAndExtent(n1, o1, n2, o2);
    n2.parentElement.scrollIntoView({ block: "nearest" });
    offer();
  };

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("pointerdown", () => { down = true; });
  document.addEventListener("pointerup", () => { down = false; setTimeout(offer, 0); });
  document.addEventListener("pointercancel", () => { down = false; });
  document.addEventListener("selectionchange", () => { if (!down) offer(); });
  document.addEventListener("keydown", (event) => {
    const form = marker(), el = document.activeElement;
    if (!form || event.ctrlKey || event.metaKey || event.isComposing || /^(INPUT|TEXTAREA|SELECT)$/.test(el?.tagName) || el?.isContentEditable) return;
    const letters = document.body.dataset.letters !== "off", mark = document.querySelector("[data-mark]")?.dataset;
    const stop = () => { event.preventDefault(); event.stopPropagation(); };
    if (letters && !event.altKey && mark && event.key === mark.mark) { stop(); step(1); return; }
    if (letters && !event.altKey && mark && event.key === mark.markBack) { stop(); step(-1); return; }
    if (form.hidden || !marked().length) return;
    if (event.key === "Escape") { stop(); getSelection().removeAllRanges(); hide(); return; }
    if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      stop(); getSelection().modify("extend", event.key === "ArrowLeft" ? "left" : "right", event.altKey ? "character" : "word"); offer(); return;
    }
    const button = letters && !event.altKey && [...form.querySelectorAll("button")].find((b) => !b.hidden && b.dataset.key === event.key);
    if (button) { stop(); button.click(); }
  }, true);
})();
