/* As-you-type suggestions: an editable combobox with a list box, after the ARIA Authoring
   Practices. Without this script a box is what it was: a field of a plain form.

   A suggestion with a `url` leads there. One with a `value` goes into the field, and its `fill`
   into empty fields of the same form, by their names. `data-suggest-with` names a field whose value
   is asked about too. */
(function () {
  "use strict";

  const WAIT = 150; // milliseconds without a key before the library is asked
  const SHORTEST = 2; // letters
  const KINDS = { number: "Number", topic: "Topic", title: "", person: "Person" };
  let boxes = 0;

  class Suggestions {
    constructor(input) {
      this.input = input;
      this.address = input.dataset.suggest;
      this.id = `suggestions-${(boxes += 1)}`;
      this.active = -1;
      this.shown = [];
      this.typed = input.value;
      this.build();
      this.listen();
    }

    build() {
      const { input } = this;
      this.list = element("ul", { id: this.id, role: "listbox", "aria-label": "Suggestions", class: "suggest__list", hidden: "" });
      this.status = element("div", { role: "status", class: "usa-sr-only" });
      const frame = element("div", { class: "suggest" });
      const hadFocus = document.activeElement === input;
      input.before(frame);
      frame.append(input, this.list, this.status);
      if (hadFocus) input.focus();
      // A field for searching may not be a combobox; one for text may.
      if (input.type === "search") set(input, { type: "text", enterkeyhint: "search" });
      set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id });
    }

    listen() {
      this.input.addEventListener("input", () => this.later());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      // Before the field loses the focus to what was pressed.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.go(Number(option.dataset.place));
      });
    }

    later() {
      this.typed = this.input.value;
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      if (this.typed.trim().length < SHORTEST) {
        this.close();
        return;
      }
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      this.request = new AbortController();
      try {
        const answer = await fetch(`${this.address}?${this.question()}`, {
          signal: this.request.signal,
          headers: { Accept: "application/json" },
        });
        if (!answer.ok) throw new Error(answer.statusText);
        const { suggestions } = await answer.json();
        if (document.activeElement === this.input) this.show(suggestions);
      } catch (error) {
        if (error.name !== "AbortError") this.close(); // the form still searches
      }
    }

    question() {
      const question = new URLSearchParams({ q: this.typed });
      const beside = this.input.form && this.input.form.elements[this.input.dataset.suggestWith];
      if (beside && beside.value) question.set(beside.name, beside.value);
      return question;
    }

    show(suggestions) {
      this.shown = suggestions;
      this.active = -1;
      this.list.replaceChildren(...suggestions.map((one, place) => this.option(one, place)));
      if (!suggestions.length) {
        this.close();
        this.status.textContent = "No suggestions.";
        return;
      }
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      const count = suggestions.length;
      this.status.textContent = `${count} suggestion${count === 1 ? "" : "s"}. Use the up and down arrow keys.`;
    }

    option(suggestion, place) {
      const option = element("li", { id: `${this.id}-${place}`, role: "option", "aria-selected": "false", class: "suggest__option", "data-place": place });
      const label = element("span", { class: "suggest__label" });
      label.textContent = suggestion.label;
      option.append(label);
      const detail = [KINDS[suggestion.kind], suggestion.detail].filter(Boolean).join(": ");
      if (detail) {
        const said = element("span", { class: "suggest__detail" });
        said.textContent = detail;
        option.append(" ", said);
      }
      return option;
    }

    key(event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const isOpen = !this.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!isOpen && this.typed.trim().length >= SHORTEST) this.ask();
        if (isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
        event.preventDefault();
      } else if (event.key === "Enter" && isOpen && this.active >= 0) {
        event.preventDefault();
        this.go(this.active);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault(); // the first one closes the list, the next one empties the field
        this.close();
      } else if ((event.key === "Home" || event.key === "End") && this.active >= 0) {
        this.choose(-1); // the cursor moves within what was typed
      } else if (event.key === "Tab") {
        this.close();
      }
    }

    move(step) {
      const places = this.shown.length + 1; // one more: what was typed
      this.choose(((this.active + 1 + step + places) % places) - 1);
    }

    choose(place) {
      const options = this.list.children;
      if (this.active >= 0) options[this.active].setAttribute("aria-selected", "false");
      this.active = place;
      if (place < 0) {
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      options[place].setAttribute("aria-selected", "true");
      options[place].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", options[place].id);
    }

    go(place) {
      const { url, value, fill } = this.shown[place];
      this.close();
      if (url) window.location.assign(url);
      else this.take(value, fill || {});
    }

    take(value, fill) {
      this.typed = this.input.value = value;
      const filled = Object.entries(fill).filter(([name, text]) => {
        const field = this.input.form.elements[name];
        if (!field || field.value || !text) return false;
        field.value = text;
        return field.value === text;
      });
      const labels = filled.map(([name]) => this.input.form.elements[name].labels[0].firstChild.textContent.trim());
      this.status.textContent = [value, ...labels.map((label) => `${label} is filled in`)].join(". ") + ".";
    }

    close() {
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = "";
    }
  }

  function element(name, attributes) {
    return set(document.createElement(name), attributes);
  }

  function set(node, attributes) {
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    return node;
  }

  document.querySelectorAll("input[data-suggest]").forEach((input) => new Suggestions(input));
})();
