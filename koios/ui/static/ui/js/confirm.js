// [data-dialog="id"] opens that <dialog> instead of following its link or submitting; without
// script the link leads to a page that asks the same. [data-dialog-close] closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-dialog-close]")) {
    event.preventDefault();
    event.target.closest("dialog").close();
  }
});

// A press on the ground around the panel closes it.
document.addEventListener("click", (event) => {
  if (event.target.matches("dialog")) event.target.close();
});
