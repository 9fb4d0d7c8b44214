import assert from "node:assert/strict";
import test from "node:test";
import { LANGUAGES, text } from "../src/texts";
import { en } from "../src/texts/en";

const placeholders = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

for (const [language, texts] of Object.entries(LANGUAGES)) {
  test(`${language} says everything, with the same placeholders`, () => {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(en).sort());
    for (const [key, words] of Object.entries(texts)) {
      assert.deepEqual(placeholders(words), placeholders(en[key as keyof typeof en]), key);
      assert.equal(words, words.trim(), key);
      assert.notEqual(words, "", key);
    }
  });
}

test("Korean and German are not left in English", () => {
  for (const language of ["ko", "de"]) {
    const same = Object.entries(LANGUAGES[language] ?? {}).filter(
      ([key, words]) => words === en[key as keyof typeof en] && /[a-z]{3}/.test(words),
    );
    assert.ok(same.length <= 6, `${language}: ${same.map(([key]) => key).join(", ")}`);
  }
});

test("an unknown language reads English, a regional one its language", () => {
  assert.equal(text("fr", "now"), en.now);
  assert.equal(text("de-AT", "now"), LANGUAGES["de"]?.now);
  assert.equal(text("en", "trades_count", { shown: 3, count: 7 }), "3 of 7");
});
