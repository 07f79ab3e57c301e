// What a message may have besides text, embeds, files and components: a poll, a shared theme, a forwarded message.

import { vote } from "./calls.js";
import { time } from "./clock.js";
import { components } from "./components.js";
import { button, h } from "./dom.js";
import { attachment, embed } from "./embed.js";
import { icon } from "./icons.js";
import { blocks } from "./markdown.js";

/** A poll: its answers can be voted for until it is over (`developers/resources/poll.mdx`). */
export function poll(message) {
  const { question, answers, results, allow_multiselect: several, expiry } = message.poll;
  const over = results.is_finalized;
  const counts = new Map(results.answer_counts.map(({ id, count }) => [id, count]));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const answer = ({ answer_id: id, poll_media: media }) => {
    const count = counts.get(id) ?? 0;
    const share = total ? Math.round((100 * count) / total) : 0;
    return button(
      {
        class: "poll-answer",
        "data-key": `poll:${message.id}:${id}`,
        disabled: over,
        on: { click: () => vote(message, [String(id)]) },
      },
      h("span", { text: [media.emoji?.name, media.text].filter(Boolean).join(" ") }),
      h("small", { text: `${count} ${count === 1 ? "vote" : "votes"} · ${share} %` }),
    );
  };
  return h(
    "div",
    { class: "embed poll", role: "group", "aria-label": `Poll: ${question.text}` },
    h("strong", { text: question.text }),
    h("small", { text: several ? "Select one or more answers" : "Select one answer" }),
    answers.map(answer),
    h("small", {}, over ? "Poll closed" : ["Ends ", time(Date.parse(expiry), "R")]),
  );
}

/** A shared theme, as its colours. */
export function theme({ colors }) {
  return h(
    "div",
    { class: "embed theme", role: "img", "aria-label": `A shared theme of ${colors.length} colours` },
    colors.map((colour) => h("span", { class: "swatch", vars: { colour: `#${colour}` } })),
  );
}

/** A forwarded message as it was then; who wrote it is not told. */
export function forwarded(snapshot) {
  return h(
    "blockquote",
    { class: "forwarded" },
    h("small", {}, icon("forward"), " Forwarded"),
    snapshot.content && h("div", { class: "content" }, blocks(snapshot.content)),
    snapshot.embeds.map(embed),
    snapshot.attachments.map(attachment),
    components(snapshot.components, { id: "", attachments: snapshot.attachments }),
    h("small", {}, time(Date.parse(snapshot.timestamp), "message")),
  );
}
