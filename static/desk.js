/* The desk's keys. Nothing here is needed: every key presses a link, a button or a box that stands on the page.

   In a list, rows carry data-row, their main link data-open, their box data-select. j and k move the focus from one main
   link to the next, o opens, x ticks the box. Any other key presses what carries it as data-key: first inside the row in
   focus, then on the page; a field with data-key takes the focus. Keys rest while one types, with Ctrl, Alt or Meta, and
   when "Single keys work" is off (WCAG 2.1.4), which this browser remembers. Escape leaves a field and closes menus. */

const STORE = "compliance.keys";
const EDITABLE = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const shown = (element) => element.checkVisibility?.() ?? true;
const row = () => document.activeElement?.closest("[data-row]");

function move(step) {
  const links = [...document.querySelectorAll("[data-row] [data-open]")].filter(shown);
  if (!links.length) return;
  const here = links.indexOf(row()?.querySelector("[data-open]"));
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next].focus();
  links[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
}

function press(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const inRow = row()?.querySelectorAll(selector) ?? [];
  const target = [...inRow, ...document.querySelectorAll(selector)].find(shown);
  if (!target) return false;
  if (target.matches(EDITABLE)) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
  return true;
}

function escape() {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  });
  if (document.activeElement?.matches(EDITABLE)) document.activeElement.blur();
}

const ACTS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => row()?.querySelector("[data-open]")?.click(),
  x: () => row()?.querySelector("[data-select]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return escape();
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return;
  if (event.target.closest(EDITABLE) || localStorage.getItem(STORE) === "off") return;
  if (event.key in ACTS) ACTS[event.key]();
  else if (!press(event.key)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

const box = document.getElementById("keys-on");
if (box) {
  box.checked = localStorage.getItem(STORE) !== "off";
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
}

/* What htmx could not do is said aloud; the error page itself is not swapped in (htmx-config, noSwap). */
const trouble = document.getElementById("trouble");
function say(failed) {
  if (!trouble) return;
  trouble.textContent = failed ? trouble.dataset.text : "";
  trouble.hidden = !failed;
}
document.addEventListener("htmx:before:request", () => say(false));
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail?.ctx?.response?.status !== 422) say(true);
});
document.addEventListener("htmx:error", () => say(true));

/* A list that came in place of another is where reading goes on. */
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement === document.body) document.getElementById("main")?.focus();
});
