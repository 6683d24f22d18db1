import assert from "node:assert/strict";
import { test } from "node:test";
import { cutWords, noCaptions, reduceCaptions } from "../../Sources/ReparteeServer/Web/captions.js";

const user = (text, final = false, more = {}) => ({ type: "transcript", role: "user", text, final, ...more });
const agent = (text) => ({ type: "transcript", role: "agent", text, final: false });
const agentDone = (text, generated = text, interrupted = false) => ({
  type: "transcript", role: "agent", text, final: true, generated, interrupted,
});
const overlap = (decision, words) => ({ type: "overlap", decision, reason: "words", words });
const after = (...messages) => messages.reduce((state, message) => reduceCaptions(state, message), noCaptions()).entries;
const short = (entries) => entries.map(({ role, text, open }) => `${role[0]}:${text}${open ? "…" : ""}`);

test("a caller's words grow in one entry and close when the turn is over", () => {
  assert.deepEqual(short(after(user("what"), user("what time"))), ["u:what time…"]);
  assert.deepEqual(short(after(user("what"), user("what time do you open", true))), ["u:what time do you open"]);
});

test("an agent's words appear as they are heard", () => {
  assert.deepEqual(short(after(agent("We"), agent("We open"))), ["a:We open…"]);
  assert.deepEqual(short(after(agent("We"), agentDone("We open at nine."))), ["a:We open at nine."]);
});

test("at a barge-in the words that were not heard are cut, and only those", () => {
  const [, reply] = after(user("when", true), agent("We open"), agentDone("We open at", "We open at nine and close at five.", true));
  assert.equal(reply.text, "We open at");
  assert.equal(reply.cut, "nine and close at five.");
  assert.equal(reply.interrupted, true);
});

test("a reply that was heard whole has nothing cut", () => {
  const [reply] = after(agentDone("We open at nine.", "We open at nine. And more", false));
  assert.equal(reply.cut, "");
});

test("a reply of which nothing was heard is shown as cut", () => {
  const [reply] = after(agentDone("", "We open at nine.", true));
  assert.equal(reply.text, "");
  assert.equal(reply.cut, "We open at nine.");
});

test("a reply that was never heard and never cut leaves no entry", () => {
  assert.deepEqual(after(agentDone("", "", false)), []);
});

test("what the caller says over the agent does not end up in the agent's entry", () => {
  const entries = after(agent("We open"), user("sorry"), agent("We open at"), agentDone("We open at", "We open at nine", true), user("sorry, wait", true));
  assert.deepEqual(short(entries), ["a:We open at", "u:sorry, wait"]);
});

test("a backchannel becomes an aside, and the next words a new entry", () => {
  const entries = after(agent("We"), user("mm-hmm"), overlap("backchannel", "Mm-hmm."), agent("We open"), user("and on"));
  assert.deepEqual(short(entries), ["a:We open…", "u:Mm-hmm.", "u:and on…"]);
  assert.equal(entries[1].aside, "backchannel");
});

test("noise without words leaves no entry", () => {
  assert.deepEqual(short(after(agent("We"), overlap("noise", ""))), ["a:We…"]);
});

test("a sound that takes the turn stays what the caller says", () => {
  const entries = after(agent("We"), user("stop"), overlap("turn", "stop"));
  assert.equal(entries[1].aside, "");
  assert.equal(entries[1].open, true);
});

test("a turn that is taken up again goes on in the same entry", () => {
  const entries = after(user("I would like", true), user("I would like", false, { reopened: true }), user("I would like a room", true));
  assert.deepEqual(short(entries), ["u:I would like a room"]);
});

test("words that began before it was taken up again belong to it, too", () => {
  const entries = after(
    user("Wait, stop.", true), user("I have"), user("I have a"), user("Wait, stop.", false, { reopened: true }),
    user("Wait, stop. I have a question.", true));
  assert.deepEqual(short(entries), ["u:Wait, stop. I have a question."]);
});

test("two turns without a reply between them are two entries", () => {
  assert.deepEqual(short(after(user("one", true), user("two", true))), ["u:one", "u:two"]);
});

test("a turn's report goes to the reply it is about, a greeting's to none", () => {
  const turn = { type: "turn", latency_ms: 400, stages: [] };
  assert.equal(after(agentDone("Hello."), { type: "turn", latency_ms: null, stages: [] })[0].turn, null);
  const entries = after(agentDone("Hello."), user("hi", true), agentDone("Yes?"), turn, agent("More"));
  assert.deepEqual(entries.map((entry) => entry.turn), [null, null, turn, null]);
});

test("a new call's end closes every entry", () => {
  assert.deepEqual(short(after(agent("We"), user("I"), { type: "end", reason: "hung_up" })), ["a:We", "u:I"]);
});

test("what means nothing here changes nothing, not even the object", () => {
  const state = reduceCaptions(noCaptions(), user("hi"));
  for (const message of [{ type: "clear" }, { type: "state", state: "thinking" }, { type: "new" }, { type: "turn" }]) {
    assert.equal(reduceCaptions(state, message), state);
  }
});

for (const [generated, heard, cut] of [
  ["a b c", "a", "b c"],
  ["a b c", "a b c", ""],
  ["a b c", "", "a b c"],
  ["Half past three, then.", "half past three", "then."],
  ["It is 3:30 pm today", "It is three thirty", "today"],
  ["a b", "x y z w", ""],
  ["", "", ""],
]) {
  test(`of "${generated}", heard "${heard}", the cut words are "${cut}"`, () => {
    assert.equal(cutWords(generated, heard), cut);
  });
}
