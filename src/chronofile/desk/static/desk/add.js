"use strict";
/* Dropping files and folders, and pasting a page with its markup. Without this file: "Choose files" and plain pasting. */
(() => {
  const begin = () => {
    const form = document.querySelector("form[data-upload]:not([data-ready])");
    if (form) files(form);
    document.querySelectorAll("textarea[data-html]:not([data-ready])").forEach(pasted);
  };
  const files = (form) => {
    form.dataset.ready = "yes";
    const input = form.elements.files, folder = form.querySelector("[webkitdirectory]"), paths = form.elements.paths, said = form.querySelector("[data-chosen]");
    form.querySelectorAll("[data-script]").forEach((el) => { el.hidden = false; });
    const tell = (count) => { said.textContent = count === 1 ? said.dataset.one : count ? said.dataset.some.replace("%n", count) : said.dataset.none; };
    const take = (found) => {
      const all = new DataTransfer(); found.forEach((each) => all.items.add(each.file));
      input.files = all.files; paths.value = JSON.stringify(found.map((each) => each.path)); tell(found.length);
      if (found.length) form.querySelector("[data-send]").focus();
    };
    input.addEventListener("change", () => { paths.value = JSON.stringify([...input.files].map((file) => file.name)); tell(input.files.length); });
    folder.addEventListener("change", () => take([...folder.files].filter((file) => !file.name.startsWith(".")).map((file) => ({ file, path: file.webkitRelativePath || file.name }))));
    const drop = form.querySelector("[data-drop]");
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", async (event) => {
      event.preventDefault();
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const plain = [...event.dataTransfer.files].map((file) => ({ file, path: file.name }));
      take(entries.length ? (await Promise.all(entries.map((entry) => inside(entry, "")))).flat() : plain);
    });
    for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => { if (!drop.contains(event.target)) event.preventDefault(); });
  };
  const inside = async (entry, above) => {
    const path = above + entry.name;
    if (entry.isFile) return new Promise((done) => entry.file((file) => done([{ file, path }]), () => done([])));
    if (entry.name.startsWith(".")) return [];
    const reader = entry.createReader(), found = [];
    for (;;) { const some = await new Promise((done) => reader.readEntries(done, () => done([]))); if (!some.length) break; found.push(...some); }
    return (await Promise.all(found.map((each) => inside(each, `${path}/`)))).flat();
  };
  const pasted = (area) => {
    area.dataset.ready = "yes";
    area.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html");
      if (!html || area.value.trim()) return;
      event.preventDefault(); area.value = html; area.dispatchEvent(new Event("input", { bubbles: true }));
      const hint = area.parentElement.querySelector("[data-noted]"); if (hint) hint.textContent = hint.dataset.noted;
    });
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("desk:shown", begin);
})();
