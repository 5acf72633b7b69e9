// What makes the table sort and filter. Without it every row is there, in the order of cards.
"use strict";
(() => {
  const table = document.getElementById("findings");
  const form = document.querySelector(".controls");
  if (table && form) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map((head) => head.textContent.trim());
    const order = new Intl.Collator("en", { numeric: true, ignorePunctuation: true });
    const text = (cell) => cell.textContent.trim();
    const rows = [...body.rows].map((row, index) => ({
      row, index, label: row.dataset.label, words: row.textContent.toLowerCase(),
      state: text(row.cells[1]) || "-", where: text(row.cells[2]) || "-", rule: text(row.cells[4]),
      keys: [...row.cells].map((cell) => cell.dataset.sort ?? text(cell)),
    }));
    const shown = form.querySelector(".shown");
    const none = document.querySelector(".none");
    const sort = document.getElementById("sort");
    const words = document.getElementById("words");
    const picks = ["label", "rule", "state", "where"]
      .map((name) => [name, document.getElementById("f-" + name)]).filter((pair) => pair[1]);
    const count = (number) => number.toLocaleString("en");

    const filter = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let seen = 0;
      for (const item of rows) {
        const fits = picks.every(([name, pick]) => !pick.value || item[name] === pick.value) &&
          wanted.every((word) => item.words.includes(word));
        item.row.hidden = !fits;
        seen += fits;
      }
      shown.textContent = seen === rows.length
        ? `All ${count(rows.length)} shown` : `${count(seen)} of ${count(rows.length)} shown`;
      none.hidden = seen > 0;
    };

    // What is empty or unknown comes last, whichever way the column is sorted.
    const arrange = (column, down) => {
      const compare = (one, other) => {
        const a = one.keys[column], b = other.keys[column];
        if (!a || !b) return (!a - !b) || one.index - other.index;
        return (down ? order.compare(b, a) : order.compare(a, b)) || one.index - other.index;
      };
      const sorted = column < 0 ? [...rows].sort((one, other) => one.index - other.index)
        : [...rows].sort(compare);
      body.append(...sorted.map((item) => item.row));
      heads.forEach((head, place) => {
        if (place === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      sort.value = column < 0 ? "" : `${column} ${down ? 1 : 0}`;
    };

    sort.append(new Option("Order of cards", ""));
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = names[column];
      head.replaceChildren(button);
      const numeric = head.classList.contains("number");
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        arrange(column, before ? before === "ascending" : numeric);
      });
      sort.append(new Option(names[column], `${column} ${numeric ? 1 : 0}`));
    });
    // The kinds have an order of their own: that of the cards.
    const kinds = [...new Set(rows.map((item) => item.label))];
    for (const item of rows) item.keys[3] = String(kinds.indexOf(item.label) + 1);
    sort.addEventListener("change", () => {
      const [column, down] = sort.value ? sort.value.split(" ").map(Number) : [-1, 0];
      arrange(column, Boolean(down));
    });
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { arrange(-1, false); filter(); }));
    form.hidden = false;
    filter();
  }

  // A link to a card opens its proof, and printing opens all.
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && (target.querySelector("details") ?? target.closest("details"));
    if (details && !details.open) { details.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const item of closed) item.open = true;
  });
  addEventListener("afterprint", () => { for (const item of closed) item.open = false; });
})();
