// The page's title, with what a tab in the background should say before it: "12 % · The film file".
let prefix = "";
let page = document.title;

export function setPrefix(words) {
  prefix = words;
  write();
}

/** Another page of the entry is shown. */
export function setPage(title) {
  page = title;
  write();
}

function write() {
  const title = prefix ? `${prefix} · ${page}` : page;
  if (document.title !== title) document.title = title;
}
