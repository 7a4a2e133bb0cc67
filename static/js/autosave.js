/* Nothing typed is lost: a form with data-autosave sends itself there while one writes, one post at a time.
   What was written meanwhile goes with the next one. What happened stands in [data-autosave-state]. */
(function () {
  "use strict";

  // A button pressed with the mouse first leaves the field: the short pause lets it send the form instead.
  var PAUSE = 1500, SHORT = 500, FIRST_DELAY = 5000, LONGEST_DELAY = 120000;
  var LAST_WORDS = 60000; // browsers carry at most 64 KB for a page that is being left

  function fieldsOf(form) {
    var fields = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") fields.append(name, value); // files wait for the real button
    });
    return fields;
  }

  // Which draft it is, and the token, are not what one wrote.
  function textOf(form) {
    var fields = fieldsOf(form);
    ["draft", "csrfmiddlewaretoken"].forEach(function (name) { fields.delete(name); });
    return fields.toString();
  }

  function watch(form) {
    var sign = form.querySelector("[data-autosave-state]");
    // A form that came back refused is not saved as it stands.
    var saved = form.hasAttribute("data-autosave-unsaved") ? null : textOf(form);
    var timer, delay = 0, busy = false, over = false;

    function isUnsaved() { return !over && textOf(form) !== saved; }

    function say(name, values, link) {
      if (!sign || over) return;
      var text = (sign.dataset[name] || "").replace(/\{(\w+)\}/g, function (_, key) { return values[key] || ""; });
      var place = sign;
      sign.replaceChildren();
      if (link && new URL(link, location.href).origin === location.origin) {
        place = sign.appendChild(document.createElement("a"));
        place.href = link;
      }
      place.textContent = text;
    }

    function soon(wait) {
      clearTimeout(timer);
      timer = setTimeout(send, wait);
    }

    function send() {
      clearTimeout(timer);
      if (busy || !isUnsaved()) return;
      var fields = fieldsOf(form), text = textOf(form);
      busy = true;
      say("saving", {});
      fetch(form.dataset.autosave, {
        method: "POST", body: fields, headers: { "X-Autosave": "1", Accept: "application/json" },
        redirect: "manual", keepalive: fields.toString().length < LAST_WORDS
      }).then(function (answer) { return heard(answer, text); }).catch(again).then(function () { busy = false; });
    }

    function heard(answer, text) {
      if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) return say("signedOut", {});
      if (answer.status === 409) return answer.json().then(function (told) { say("conflict", told, told.url); });
      if (!answer.ok) throw new Error(answer.status);
      return answer.json().then(function (told) {
        saved = text;
        delay = 0;
        var draft = form.elements.namedItem("draft");
        if (draft && told.draft) draft.value = told.draft;
        say("saved", { time: told.saved_at });
        if (isUnsaved()) soon(document.hidden ? 0 : PAUSE);
      });
    }

    function again() {
      delay = Math.min(delay * 2 || FIRST_DELAY, LONGEST_DELAY);
      say("failed", { seconds: String(delay / 1000) });
      soon(delay);
    }

    form.addEventListener("input", function () { soon(PAUSE); });
    form.addEventListener("change", function () { soon(SHORT); });
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", function () { if (document.hidden) send(); });
    window.addEventListener("beforeunload", function (event) {
      if (isUnsaved()) event.preventDefault();
    });
    // The real button ends it; whoever comes back with the browser's button goes on.
    document.addEventListener("submit", function (event) {
      if (event.target === form && !event.defaultPrevented) { over = true; clearTimeout(timer); }
    });
    window.addEventListener("pageshow", function (event) { if (event.persisted) over = false; });
    if (isUnsaved()) soon(PAUSE);
  }

  document.querySelectorAll("form[data-autosave]").forEach(watch);
})();
