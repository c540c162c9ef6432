// What the search found while one types, [data-suggest]: the arrows walk through it, Escape or a
// press elsewhere puts it away.
const found = () => document.querySelector("[data-suggest]");
const field = () => document.querySelector("[data-search-key]");

document.addEventListener("keydown", (event) => {
  const list = found();
  if (!list?.childElementCount || !event.target.closest("form")?.contains(list)) return;
  if (event.key === "Escape") {
    list.replaceChildren();
    field().focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const links = [field(), ...list.querySelectorAll("a")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const at = links.indexOf(document.activeElement) + step;
    links[Math.min(Math.max(at, 0), links.length - 1)].focus();
  }
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form");
  const list = found();
  if (list && form?.contains(list) && !form.contains(event.relatedTarget)) list.replaceChildren();
});

// An answer that comes when the person has gone elsewhere is put away too.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target === found() && !event.target.closest("form").contains(document.activeElement)) {
    event.target.replaceChildren();
  }
});
