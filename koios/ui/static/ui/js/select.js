// Selection in a list: form[data-select] holds rows with [data-select-row], one [data-select-all],
// and a bar [data-select-bar] that tells how many in [data-select-count].
const rows = (form) => [...form.querySelectorAll("[data-select-row]")];

function tell(form) {
  const all = rows(form);
  const chosen = all.filter((box) => box.checked).length;
  const head = form.querySelector("[data-select-all]");
  if (head) {
    head.checked = chosen > 0 && chosen === all.length;
    head.indeterminate = chosen > 0 && chosen < all.length;
  }
  const bar = form.querySelector("[data-select-bar]");
  if (!bar) return;
  bar.hidden = chosen === 0;
  const count = bar.querySelector("[data-select-count]");
  if (count) count.textContent = chosen === 1 ? count.dataset.one : count.dataset.many.replace("#", chosen);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-select]");
  if (!form) return;
  if (event.target.matches("[data-select-all]")) {
    rows(form).forEach((box) => { box.checked = event.target.checked; });
  }
  tell(form);
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-select-none]")) return;
  const form = event.target.closest("form[data-select]");
  rows(form).forEach((box) => { box.checked = false; });
  tell(form);
});

function start() {
  document.querySelectorAll("form[data-select]").forEach((form) => {
    form.querySelectorAll("[data-select-none]").forEach((button) => { button.hidden = false; });
    tell(form);
  });
}

document.addEventListener("DOMContentLoaded", start);
document.addEventListener("htmx:afterSettle", start);
window.addEventListener("pageshow", start);
