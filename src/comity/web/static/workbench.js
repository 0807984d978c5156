"use strict";
// What a form and a link cannot do: arrow keys in a table, Enter and Escape, a digit that opens a number, Ctrl+Z, and the
// focus after a part of a page was put in. Without it every page works by its links and buttons.

(() => {
  const cellOf = (place) => place.closest("td, th");
  const LINKS = "[data-keys=grid] a.value";
  let typed = "";

  const moved = (link, right, down) => {
    const cell = cellOf(link);
    const rows = [...cell.closest("table").querySelectorAll("tr")];
    for (let at = rows.indexOf(cell.parentElement) + down, over = cell.cellIndex + right; rows[at]; at += down, over += right) {
      const next = rows[at].cells[over];
      const found = next && next.offsetParent && next.querySelector("a.value, input");
      if (found) return found.focus();
      if (!down && (!next || !right)) return;
    }
  };

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const writes = at.matches && at.matches("input:not([type=checkbox]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !writes && "zy".includes(event.key.toLowerCase())) {
      const again = event.shiftKey || event.key.toLowerCase() === "y";
      const step = document.getElementById(again ? "redo" : "undo");
      if (step) {
        event.preventDefault();
        step.requestSubmit();
      }
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && at.matches && at.matches(LINKS)) {
      event.preventDefault();
      moved(at, ...arrow);
    } else if (/^[0-9]$/.test(event.key) && at.matches && at.matches(LINKS)) {
      event.preventDefault();
      typed += event.key; // the field is on its way: what is typed meanwhile belongs in it
      if (typed.length === 1) at.click();
    } else if (event.key === "Escape") {
      const leave = document.getElementById("leave") || document.getElementById("leave-entry");
      if (leave && !document.querySelector(":popover-open")) leave.click();
    }
  });

  // A button with an address of its own sends the form there, and does not put the answer in a part of the page.
  document.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("formaction")) event.stopPropagation();
  }, true);

  // The focus: where the part that came in says it belongs, else in its field.
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (!part || !part.matches || !part.matches("#table, #entries, [data-focus]")) return;
    const wrong = part.querySelector("[aria-invalid=true], .field.bad input");
    const named = part.dataset.focus && document.getElementById(part.dataset.focus);
    const first = part.querySelector("#entry :is(input:not([type=hidden]), select, textarea)");
    const place = wrong || part.querySelector("#value") || first || named;
    part.dataset.focus = "";
    if (!place) return void (typed = "");
    if (!place.matches("a, button, input, select, textarea")) place.tabIndex = -1;
    place.focus();
    if (place.select) place.select();
    if (typed && place.id === "value") place.value = typed;
    typed = "";
  });

  // What went wrong is told in the page, too: the answer says where.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400 && event.detail.xhr.getResponseHeader("hx-retarget")) event.detail.shouldSwap = true;
  });

  // The workbench was closed, or the way to it is cut: who waits is told.
  const silent = (yes) => { document.getElementById("silent").hidden = !yes; };
  document.addEventListener("htmx:sendError", () => silent(true));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.xhr.status && silent(false));

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.requestConfig.path.includes("/outside")) document.getElementById("wrong").replaceChildren();
  });

  // Long work: how far it is, and then what came of it in its place.
  const listen = (part) => {
    if (part.dataset.heard) return;
    part.dataset.heard = "yes";
    const bar = part.querySelector("progress");
    const source = new EventSource(part.dataset.news);
    source.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (!part.isConnected) return source.close();
      if (bar && told.share) bar.value = told.share * 100;
      if (["waits", "works"].includes(told.state)) return;
      source.close();
      const ended = ["done", "refused"].includes(told.state) && told.where;
      const job = part.dataset.news.replace(/news$/, "").replace(/\/$/, "");
      htmx.ajax("GET", ended ? told.where : job, { target: part, swap: "outerHTML" });
    };
    source.onopen = () => silent(false);
    source.onerror = () => (part.isConnected ? silent(true) : source.close());
  };
  // A report dropped on its place is read; words selected in a source are those to tie.
  const dropped = (event) => event.target.closest && event.target.closest("[data-drop]");
  document.addEventListener("dragover", (event) => dropped(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    const form = dropped(event);
    if (!form || !event.dataTransfer.files.length) return;
    event.preventDefault();
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
    form.requestSubmit();
  });
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const source = !chosen.isCollapsed && chosen.anchorNode.parentElement.closest("[data-words]");
    if (!source || !source.contains(chosen.focusNode)) return;
    const part = chosen.getRangeAt(0).cloneContents();
    part.querySelectorAll("sup").forEach((number) => number.remove());
    document.getElementById(source.dataset.words).value = part.textContent.trim();
  });

  const listenAll = () => document.querySelectorAll("[data-news]").forEach(listen);
  document.addEventListener("DOMContentLoaded", listenAll);
  document.addEventListener("htmx:load", listenAll);
})();
