// The arrows to the left and to the right turn the pages of a file that is looked at.
// Without it the links above and below the page do.

const WAYS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select") || !getSelection().isCollapsed) return;
  const link = document.querySelector(`a[rel=${way}]`);
  if (!link) return;
  event.preventDefault();
  location.assign(link.href);
});
