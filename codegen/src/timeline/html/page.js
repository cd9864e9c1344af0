"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  // Search: a row of a table stays where its operation or type holds all words.
  const tools = document.getElementById("tools");
  const field = tools.querySelector("input");
  const rows = new Map(all(".lives th[scope=row] a").map((link) => [link.hash, link.closest("tr")]));
  let texts = null;
  const search = () => {
    texts ??= all(".life, .group").map((part) => [part, part.textContent.toLowerCase()]);
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [part, text] of texts) {
      part.hidden = !words.every((word) => text.includes(word));
      const row = part.classList.contains("life") && rows.get(`#${part.id}`);
      if (row) {
        row.hidden = part.hidden;
        found += part.hidden ? 0 : 1;
      }
    }
    for (const heading of all(".class")) {
      let next = heading.nextElementSibling;
      while (next?.hidden) next = next.nextElementSibling;
      heading.hidden = !next?.classList.contains("group");
    }
    tools.querySelector("output").textContent = words.length ? `${found} found` : "";
  };
  field.addEventListener("input", search);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "Escape" && event.target === field) {
      field.value = "";
      search();
    }
  });

  // Two api-versions: what the second has and the first lacks, by the ranges in the tables.
  const isIn = (row, version) => {
    let start = 0;
    for (const cell of row.querySelectorAll("td")) {
      if (version < start + cell.colSpan) return cell.classList.contains("on");
      start += cell.colSpan;
    }
    return false;
  };
  const partsIn = (life, version) => {
    const parts = new Map();
    for (const row of life.querySelectorAll(".parts tbody tr")) {
      const { style } = row.querySelector(".bar");
      const number = (name) => Number(style.getPropertyValue(name));
      if (number("--f") <= version && version < number("--t")) {
        const form = row.cells[1].querySelector("code")?.textContent ?? "";
        parts.set(row.cells[0].textContent.trim() || form.split(":")[0], form);
      }
    }
    return parts;
  };
  const difference = (life, from, to) => {
    const [before, after] = [partsIn(life, from), partsIn(life, to)];
    const items = [];
    for (const [name, form] of after) {
      if (!before.has(name)) items.push(["+", "new", name]);
      else if (before.get(name) !== form) {
        const types = [before.get(name), form].map((text) => text.split(": ").pop());
        items.push(["~", "changes", `${name} (${types.join(" \u2192 ")})`]);
      }
    }
    for (const name of before.keys()) if (!after.has(name)) items.push(["\u00d7", "ends", name]);
    return items;
  };
  for (const form of all(".compare")) {
    const service = form.closest(".service");
    const result = service.querySelector(".result");
    const names = all("option", form.elements.to).slice(1).map((option) => option.textContent);
    const steps = all(".step", service);
    const compare = () => {
      const [from, to] = [form.elements.from.value, form.elements.to.value];
      const isChosen = from !== "" && to !== "";
      const ends = [Number(from), Number(to)].sort((a, b) => a - b);
      steps.forEach((step, index) => {
        const version = names.length - 1 - index;
        step.hidden = isChosen && !(ends[0] < version && version <= ends[1]);
      });
      result.hidden = !isChosen;
      if (!isChosen) return;
      const list = document.createElement("ul");
      for (const link of all(".lives th[scope=row] a", service)) {
        const [before, after] = ends.map((version) => isIn(link.closest("tr"), version));
        if (!before && !after) continue;
        const entry = document.createElement("li");
        const name = make("a", link.textContent);
        name.href = link.hash;
        const items = before && after ? difference(document.getElementById(link.hash.slice(1)), ...ends) : [];
        if (before && after && !items.length) continue;
        if (!after) entry.append(make("b", "\u00d7", "e ends"), " ");
        if (!before) entry.append(make("b", "+", "e new"), " ");
        entry.append(name);
        for (const [symbol, className, text] of items) {
          const mark = make("b", symbol, `e ${className}`);
          entry.append(document.createElement("br"), mark, " ", make("span", text));
        }
        list.append(entry);
      }
      const title = make("strong", ends.map((version) => names[version]).join(" \u2192 "));
      result.replaceChildren(title, list.children.length ? list : make("p", "The same members, values and parameters."));
    };
    form.addEventListener("change", compare);
    form.addEventListener("reset", () => setTimeout(compare));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    // The newest api-versions are what is looked for.
    const table = service.querySelector(".scroll");
    table.scrollLeft = table.scrollWidth;
  }
})();
