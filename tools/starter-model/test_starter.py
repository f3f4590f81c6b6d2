"""Quick checks of the painter, the grammar, the tokenizer and the latents' normalisation: `python -m unittest`."""

import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from starter.captions import FREE, caption
from starter.grow import grow, grow_tokenizer
from starter.loop import write_state
from starter.painter import paint
from starter.pen import pixelated
from starter.probe import ResidualProbe
from starter.preview import fit, shrunk
from starter.tokens import write_tokenizer
from starter.stages import open_for_training
from starter.vae import Coder, build_vae, normalise_latents
from starter.vocabulary import words
from starter.world import ATTRIBUTES, FIRST_WORLD, draw_scene, scene_of


class StarterTest(unittest.TestCase):
    """What training relies on without saying so."""

    def test_a_scene_is_the_same_picture_every_time(self):
        first, again, other = (paint(scene_of(i, 5)) for i in (3, 3, 4))
        self.assertEqual(first.shape, (256, 256, 3))
        self.assertTrue(np.array_equal(first, again))
        self.assertFalse(np.array_equal(first, other))

    def test_every_name_of_the_world_is_painted_differently(self):
        base = draw_scene(np.random.default_rng(4))
        for key, names in ATTRIBUTES.items():
            pictures = {paint(replace(base, thing="car", **{key: name}) if key != "thing" else replace(base, thing=name)).tobytes()
                        for name in names}
            self.assertEqual(len(pictures), len(names), key)

    def test_pixels_are_squares_of_a_colour_that_was_there(self):
        picture = np.random.default_rng(3).integers(0, 256, (64, 64, 3)).astype(np.uint8)
        made = pixelated(picture, 16)
        self.assertTrue(np.array_equal(made, made[::4, ::4].repeat(4, 0).repeat(4, 1)))
        self.assertIn(made[5, 9].tolist(), picture[4:8, 8:12].reshape(-1, 3).tolist())

    def test_captions_name_only_what_is_there(self):
        rng = np.random.default_rng(1)
        for i in range(300):
            scene = scene_of(i, 6)
            text, labels = caption(scene, rng)
            self.assertTrue(text.strip())
            for key, label, true in zip(ATTRIBUTES, labels, scene.labels):
                self.assertIn(label, (true, FREE[key]))
            if scene.thing == "none":
                self.assertEqual(labels[list(ATTRIBUTES).index("colour")], FREE["colour"])

    def test_every_word_is_one_token_and_any_text_can_be_spelled(self):
        with tempfile.TemporaryDirectory() as folder:
            tokenizer = write_tokenizer(Path(folder) / "tokenizer")
        self.assertEqual([w for w in words() if len(tokenizer.tokenize(w)) != 1], [])
        ids = tokenizer("Zürich 東京 xyzzy 42").input_ids
        self.assertEqual(tokenizer.decode(ids, skip_special_tokens=True).strip(), "zürich 東京 xyzzy 4 2")

    def test_a_vocabulary_is_learned_only_once(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "tokenizer"
            write_tokenizer(folder)
            lines = (folder / "merges.txt").read_text("utf-8").splitlines()
            vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))
            first, second = ("".join(line.split()) for line in lines[-2:])
            vocabulary[first], vocabulary[second] = vocabulary[second], vocabulary[first]
            (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
            self.assertEqual(write_tokenizer(folder).get_vocab(), vocabulary)

    def test_a_grown_vocabulary_keeps_the_old_numbers(self):
        shipped = Path(__file__).parents[2] / "resources/starter-model/tokenizer"
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "tokenizer"
            folder.mkdir()
            for file in ("vocab.json", "merges.txt"):
                (folder / file).write_text((shipped / file).read_text("utf-8"), "utf-8")
            old = write_tokenizer(folder)
            grow_tokenizer(folder)
            new = write_tokenizer(folder)
        text = "a red cabin on a lake near mountains at sunset, vector art"
        self.assertEqual(new(text).input_ids, old(text).input_ids)
        self.assertLessEqual(old.get_vocab().items(), new.get_vocab().items())
        self.assertEqual([w for w in words() if len(new.tokenize(w)) != 1], [])

    def test_a_grown_judge_reads_the_old_names_as_before(self):
        former, width = sum(FIRST_WORLD.values()), ResidualProbe().head.in_features
        weights = {**ResidualProbe().state_dict(), "head.weight": torch.randn(former, width), "head.bias": torch.randn(former)}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_tokenizer(folder / "tokenizer")
            write_state(folder / "probe-residual.state.pt", {"average": weights})
            grow(folder)
            state = torch.load(folder / "probe-residual.state.pt", weights_only=True)
        judge = ResidualProbe()
        judge.load_state_dict(state["average"])
        self.assertFalse(state["done"])
        former_at = grown_at = 0
        for count, names in zip(FIRST_WORLD.values(), ATTRIBUTES.values()):
            self.assertTrue(torch.equal(judge.head.weight[grown_at:grown_at + count], weights["head.weight"][former_at:former_at + count]))
            former_at, grown_at = former_at + count, grown_at + len(names)

    def test_normalised_latents_decode_to_the_same_picture(self):
        torch.manual_seed(0)
        vae = build_vae().eval().requires_grad_(False)
        x = torch.randn(2, 3, 64, 64)
        before = vae.encode(x).latent_dist.mean
        picture = vae.decode(before).sample
        normalise_latents(vae, before * 1.0)
        after = vae.encode(x).latent_dist.mean
        self.assertLess(after.mean((0, 2, 3)).abs().max().item(), 1e-3)
        self.assertLess((after.std((0, 2, 3)) - 1).abs().max().item(), 1e-3)
        self.assertLess((vae.decode(after).sample - picture).abs().max().item(), 1e-3)

    def test_the_decoder_of_a_frozen_autoencoder_can_train_alone(self):
        coder = Coder(build_vae().requires_grad_(False))
        open_for_training(coder, decoder_only=True)
        learning = {name.split(".")[1] for name, p in coder.named_parameters() if p.requires_grad}
        self.assertEqual(learning, {"decoder", "post_quant_conv"})

    def test_previews_fit_the_colours_of_the_latents(self):
        rng = np.random.default_rng(2)
        latents, factors, bias = rng.normal(size=(500, 4)), rng.normal(size=(4, 3)), [0.1, -0.2, 0.3]
        found = fit(latents, latents @ factors + bias)
        self.assertLess(np.abs(np.array(found["factors"]) - factors).max(), 1e-3)
        self.assertLess(np.abs(np.array(found["bias"]) - bias).max(), 1e-3)

    def test_a_shrunk_picture_holds_the_means_of_its_squares(self):
        picture = np.zeros((1, 16, 16, 3), np.uint8)
        picture[0, 8:, :8] = 255
        picture[0, 0, 0, 1] = 64
        small = shrunk(picture)
        self.assertEqual(small.shape, (1, 2, 2, 3))
        self.assertEqual(small[0, 1, 0].tolist(), [1, 1, 1])
        self.assertAlmostEqual(small[0, 0, 0, 1].item(), 1 / 127.5 - 1, places=6)


if __name__ == "__main__":
    unittest.main()
