"""Makes rouge_table.tsv: 200 invented pairs and what the PyPI package rouge-score 0.1.2 says of them.

    pip install rouge-score==0.1.2 && python3 make_rouge_table.py > rouge_table.tsv

The package is given a tokenizer of one character a token. The strings are random Han characters from a seeded
generator; a text is its reference with characters changed, doubled, dropped and moved, so all degrees of overlap occur.
"""
import random

from rouge_score import rouge_scorer, tokenizers


class Characters(tokenizers.Tokenizer):
    def tokenize(self, text):
        return list(text)


def pair(draw):
    alphabet = [chr(0x4E00 + i) for i in draw.sample(range(8000), draw.choice([3, 10, 40, 400]))]
    reference = draw.choices(alphabet, k=draw.choice([0, 1, 2, 5, 20, 63, 64, 65, 130, 200]))
    text = []
    damage = draw.random()
    for c in reference:
        if draw.random() >= damage:
            text.append(c)
        else:
            text += draw.choice([[], [c, c], [draw.choice(alphabet)]])
    if draw.random() < 0.3:
        cut = draw.randrange(len(text) + 1)
        text = text[cut:] + text[:cut]
    return "".join(reference), "".join(text)


draw = random.Random(20231202)
scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=Characters())
print("# Made by make_rouge_table.py beside this file: reference, text, then precision, recall and F1 of ROUGE-1, -2 and -L.")
for _ in range(200):
    reference, text = pair(draw)
    scores = scorer.score(reference, text)
    values = [repr(float(value)) for name in ("rouge1", "rouge2", "rougeL") for value in scores[name]]
    print(reference, text, *values, sep="\t")
