// Small conveniences; every page works without them.
(() => {
  "use strict";

  // What follows a job and has learned that the page is another one now.
  const leaving = new WeakSet();

  // Calls of htmx carry the proof that they are ours.
  document.addEventListener("htmx:configRequest", (event) => {
    const header = document.querySelector('meta[name="csrf-header"]');
    const token = document.querySelector('meta[name="csrf-token"]');
    if (header && token) event.detail.headers[header.content] = token.content;
  });

  // Pages that refuse (403, 404, 409, 422) are shown as they are.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([403, 404, 409, 422].includes(event.detail.xhr.status)) {
      if (event.target.matches(".dd-followed")) {
        // The page that follows a job can no longer be shown itself.
        leaving.add(event.target);
        event.detail.isError = false;
        window.location.reload();
        return;
      }
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // A page that follows a job says so when an answer is lost; the next one comes by itself.
  document.addEventListener("htmx:afterRequest", (event) => {
    const followed = event.detail.elt;
    if (!followed.matches(".dd-followed") || leaving.has(followed)) return;
    followed.parentElement.querySelector(".dd-lost").hidden = event.detail.successful === true;
  });
  // Once it is on its way to another page, no further answer may start that way again.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = event.detail;
    if (elt.matches(".dd-followed")
        && (xhr.getResponseHeader("HX-Refresh") || xhr.getResponseHeader("HX-Redirect"))) {
      leaving.add(elt);
    }
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving.has(event.detail.elt)) event.preventDefault();
  });

  // The summary of errors is read first.
  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // What scrolls on its own can be reached by the keyboard.
  const reachable = () =>
    document.querySelectorAll(".dd-table:not([tabindex])").forEach((box) => {
      if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) return;
      const heading = box.querySelector("caption") || document.querySelector("h1");
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", heading ? heading.textContent.trim() : "表格");
    });
  reachable();
  document.addEventListener("htmx:afterSettle", reachable);
  window.addEventListener("resize", reachable);

  // A row opens its record.
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (!row || event.target.closest("a, button, input, label, select, summary")) return;
    if (String(window.getSelection())) return;
    window.location.assign(row.dataset.href);
  });

  // Rows that are ticked: how many, and all of the page at once.
  const ticked = document.getElementById("ticked");
  if (ticked) {
    const rows = Array.from(document.querySelectorAll('input[name="row"][form="ticked"]'));
    const alls = Array.from(document.querySelectorAll("[data-tick-all]"));
    const show = () => {
      const chosen = rows.filter((row) => row.checked).length;
      ticked.querySelector("output").textContent = chosen ? `已选 ${chosen} 项` : "勾选后可以批量办理";
      ticked.classList.toggle("dd-ticks-none", chosen === 0);
      alls.forEach((all) => {
        all.checked = chosen > 0 && chosen === rows.length;
        all.indeterminate = chosen > 0 && chosen < rows.length;
      });
    };
    document.addEventListener("change", (event) => {
      if (alls.includes(event.target)) {
        rows.forEach((row) => (row.checked = event.target.checked));
      } else if (!rows.includes(event.target)) {
        return;
      }
      show();
    });
    alls.forEach((all) => (all.closest("label").hidden = false));
    // Coming back, the browser remembers what was ticked.
    window.addEventListener("pageshow", show);
    show();
  }

  // Leaving a changed form asks. A form without this habit says data-no-ask.
  let changed = false;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && !("noAsk" in form.dataset)) changed = true;
  });
  document.addEventListener("submit", (event) => {
    changed = false;
    // A second click does nothing while the first is under way.
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    const button = event.submitter;
    // Another act of the same form is no second click.
    const act = (button && button.getAttribute("formaction")) || "";
    if (form.dataset.sent === act) event.preventDefault();
    form.dataset.sent = act;
    const slow = setTimeout(() => button && button.classList.add("dd-busy"), 200);
    // A form that gives a file leaves the page as it is.
    setTimeout(() => {
      clearTimeout(slow);
      delete form.dataset.sent;
      if (button) button.classList.remove("dd-busy");
    }, 5000);
  });
  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll(".dd-busy").forEach((button) => button.classList.remove("dd-busy"));
    }));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  // The number of unread messages, about once a minute, while the page is seen and used. A page
  // that only lies open does not ask: each question would keep its session alive.
  let used = false;
  let asked = Date.now();
  const use = () => { used = true; };
  ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"].forEach((name) =>
    document.addEventListener(name, use, { capture: true, passive: true }));
  setInterval(() => {
    const badge = document.getElementById("unread-header");
    if (!badge || !used || document.hidden || Date.now() - asked < 60000) return;
    used = false;
    asked = Date.now();
    window.htmx.trigger(badge, "dudao:unread");
  }, 5000);
  // Nobody loses what they are writing because the badge learns that the session is over.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.elt.id === "unread-header" && event.detail.xhr.status !== 200) {
      event.preventDefault();
    }
  });

  // Paper says when it was printed.
  window.addEventListener("beforeprint", () => {
    const now = new Date().toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" }).slice(0, 16);
    document.querySelectorAll("[data-printed]").forEach((place) => {
      place.textContent = `　打印于 ${now}`;
    });
  });

  // Escape closes what is open; one open menu at a time.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.dd-user[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (window.location.hash === "#menu") {
      window.location.hash = "content";
    }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.dd-user[open]").forEach((open) => {
      if (!open.contains(event.target)) open.open = false;
    });
  });

  // Buttons that act on the page itself.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    if (button.dataset.act === "print") window.print();
    if (button.dataset.act === "add-line") {
      const to = document.getElementById(button.dataset.to);
      const lines = to.value.split("\n").map((line) => line.trim()).filter((line) => line);
      if (!lines.includes(button.dataset.line)) lines.push(button.dataset.line);
      to.value = lines.join("\n");
      to.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (button.dataset.act === "copy") {
      const from = document.getElementById(button.dataset.from);
      if (from) navigator.clipboard.writeText(from.value || from.textContent);
    }
  });
})();
