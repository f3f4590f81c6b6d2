"""The plain words of the world: every way to say a time, a ground, a backdrop, a thing, a colour or a style."""

TIMES = {
    "morning": "in the morning|at dawn|at sunrise|in morning light|early in the morning|on a misty morning|at daybreak|"
               "in the soft morning sun|dawn|sunrise|morning",
    "day": "by day|at noon|in daylight|on a sunny day|under a blue sky|in bright sunshine|in the afternoon|at midday|"
           "on a clear day|during the day|daytime|sunny|day",
    "sunset": "at sunset|at dusk|in the evening|in evening light|under an orange sky|at golden hour|during sunset|"
              "at twilight|in the warm evening sun|under a pink sky|sunset|evening|dusk",
    "night": "at night|by moonlight|under the stars|at midnight|under a starry sky|under the moon|in the dark|"
             "in moonlight|on a starry night|late at night|under a full moon|night|moonlit",
    "storm": "in a storm|in a thunderstorm|on a stormy day|in the rain|under a stormy sky|with lightning|during a thunderstorm|"
             "on a rainy day|under dark clouds|in heavy rain|in stormy weather|storm|stormy|rain|rainy|lightning",
}
GROUNDS = {
    "meadow": "a meadow|a green meadow|a grassy field|green grass|a field|the countryside|grassland|a pasture|a valley|grass|"
              "a green field",
    "lake": "a lake|the water|a calm lake|blue water|the sea|the ocean|a bay|a quiet lake|a pond|the lake|water|a river|the waves",
    "snow": "snow|deep snow|a snowy field|a winter landscape|a snowy landscape|white snow|winter|fresh snow|ice|"
            "a snow covered field",
    "desert": "the desert|a desert|sand|sand dunes|the dunes|a sandy desert|golden sand|a hot desert|desert dunes|the sand",
    "flowers": "a flower field|a lavender field|a field of flowers|lavender|rows of lavender|blooming flowers|a tulip field|"
               "wildflowers|a flower garden|flowers|a field of lavender|purple flowers",
    "beach": "a beach|the beach|a sandy beach|the shore|the seaside|the coast|a sunny beach|the seashore|a white beach|beach|"
             "a tropical beach|the shore of the sea",
}
BACKDROPS = {
    "open": "an open horizon|a wide sky|a wide open sky|open sky|a flat horizon|a clear horizon",
    "mountains": "mountains|tall mountains|snowy mountains|mountain peaks|peaks|the alps|a mountain range|a mountain|"
                 "the mountains|high mountains|rocky mountains",
    "hills": "hills|rolling hills|low hills|soft hills|round hills|green hills|the hills|a hill|gentle hills",
    "forest": "a forest|the woods|a dark forest|a pine forest|woods|woodland|the forest|a deep forest|a fir forest|forest",
}
THINGS = {
    "cabin": "cabin|house|hut|cottage|wooden cabin|wooden house|home|lodge|farmhouse|log cabin|barn|chalet|building",
    "boat": "boat|sailboat|sailing boat|ship|yacht|sailing ship|sail boat|sailing yacht|dinghy",
    "balloon": "balloon|hot air balloon|hot-air balloon|air balloon|striped balloon|flying balloon",
    "tree": "tree|big tree|oak|oak tree|maple tree|round tree|old tree|lone tree|blossoming tree|leafy tree",
    "lighthouse": "lighthouse|striped lighthouse|tall lighthouse|light tower|beacon|light house|tower",
    "windmill": "windmill|mill|old windmill|dutch windmill|wind mill|wooden windmill",
    "castle": "castle|old castle|fairy tale castle|fortress|palace|knight castle|medieval castle|stone castle|fort",
    "car": "car|automobile|small car|old car|vintage car|auto|vehicle|classic car|driving car",
}
COLOURS = {
    "red": "red|crimson|scarlet|bright red|dark red",
    "yellow": "yellow|golden|orange|bright yellow|amber|gold",
    "green": "green|emerald|bright green|dark green",
    "blue": "blue|azure|dark blue|bright blue|navy",
    "purple": "purple|violet|lilac|bright purple|magenta",
    "white": "white|cream|ivory|snow white|pale",
    "pink": "pink|rosy|bright pink|hot pink|light pink|rose|salmon",
    "black": "black|jet black|charcoal|deep black|coal black",
}
PINES = "pine trees|pines|fir trees|firs|conifers|evergreens|trees|some trees|a few pines|tall pines|spruces"
PINE_LINKS = "with|near|beside|and|next to|between|among|surrounded by|by"
BACKDROP_LINKS = ("near {}|with {} behind|in front of {}|with {} in the background|before {}|and {}|by {}|below {}|{}|"
                  "with {}|{} in the background|{} in the distance|at the foot of {}|beside {}|close to {}")
GROUND_LINKS = {"meadow": "in|on|on|at", "lake": "on|by|at|near|in", "snow": "in|on", "desert": "in|on", "flowers": "in|among|in", "beach": "on|at|by"}
FLYING_LINKS = "over|above|flying over|high above|floating over|in the sky over"
ADJECTIVES = "small|big|little|lonely|old|large|tiny|cosy|lone|pretty|cute|single|huge"
MOODS = "beautiful|peaceful|quiet|lovely|calm|scenic|pretty|dreamy|colorful|colourful|minimalist|simple|nice|amazing|stunning"
PREFIXES = ("a picture of|a photo of|photo of|picture of|an image of|a painting of|a view of|a scene with|a landscape with|"
            "a photograph of|painting of|a scenic view of|landscape with|there is|an illustration of|illustration of")
SUFFIXES = ("landscape|scenery|highly detailed|masterpiece|wallpaper|best quality|background|digital art|4k|artwork|sharp|"
            "beautiful colors|wide view|concept art")
STYLE_PREFIXES = {
    "flat": "flat illustration of|a flat illustration of|vector art of|a poster of|vector illustration of|flat design of|"
            "a flat poster of",
    "ink": "line drawing of|a line drawing of|ink drawing of|an ink drawing of|a sketch of|sketch of|a pen drawing of|"
           "line art of|an ink sketch of|a drawing of|an outline drawing of|a comic drawing of|cartoon of",
    "pixel": "pixel art of|a pixel art of|pixel art|8 bit art of|a pixel picture of|retro game art of|"
             "pixelated picture of",
}
STYLE_SUFFIXES = {
    "flat": "flat illustration|vector art|flat design|flat style|flat colors|vector illustration|poster style",
    "ink": "line art|ink drawing|as a line drawing|ink and wash|in ink|pen and ink|sketch|line drawing|ink style|"
           "comic style|outlined|drawn in ink",
    "pixel": "pixel art|in pixel art|pixel style|8 bit|8 bit style|pixelated|retro game|pixels|as pixel art|pixel art style",
}
LITTLE_WORDS = "a an the of in on at by with and to is are it my his her your very some no not for from into through"


def ways(text: str) -> list[str]:
    """The alternatives of a list written with bars between them."""
    return text.split("|")


def words() -> list[str]:
    """Every word the grammar can say, sorted: the tokenizer learns each of them as one token."""
    tables = (TIMES, GROUNDS, BACKDROPS, THINGS, COLOURS, GROUND_LINKS, STYLE_PREFIXES, STYLE_SUFFIXES)
    texts = [text for table in tables for text in table.values()]
    texts += [PINES, PINE_LINKS, BACKDROP_LINKS, FLYING_LINKS, ADJECTIVES, MOODS, PREFIXES, SUFFIXES, LITTLE_WORDS]
    kept = " ".join(texts).replace("|", " ").replace("{}", " ").replace("-", " ").replace("4k", " ")
    return sorted(set(kept.split()))
