"""What the meetings do not show: callers' commands. A few made-up rows, counted in the model card.

Researchers in a meeting seldom say "stop" or "cancel", so those words are unknown to the model. A word that training
hardly saw is content, and content takes the turn; unlike them, the words below are common enough to be known.
"""

COMMANDS = [
    "no", "no no", "wait", "what", "sorry", "excuse me", "hold on", "actually", "hello", "hey", "one moment",
    "yeah no", "okay no", "yeah wait", "okay wait", "oh wait", "oh no",
]
# With "*" for any word that training hardly saw: "cancel", "wrong number", "that's wrong".
UNKNOWN = ["*", "* *", "thats *", "thats not *"]
COMMAND_WEIGHT = 4  # rows, after a question and as many not
UNKNOWN_WEIGHT = 30


def rows():
    """Words, whether a question came before, whether it is a backchannel, how many rows it counts as."""
    for after_question in (False, True):
        for command in COMMANDS:
            yield command.split(), after_question, False, COMMAND_WEIGHT
        for phrase in UNKNOWN:
            yield phrase.split(), after_question, False, UNKNOWN_WEIGHT
