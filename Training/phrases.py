"""The words that dialogues are put together from, apart from the businesses' own facts.

Everything here was written for this project. `{name}` is the business, `{agent}` the agent's first name.
"""

OPENINGS = [
    "You answer the telephone for {name}.",
    "You are {agent}, the receptionist of {name}.",
    "You are the voice of {name} on the phone. Callers know you as {agent}.",
    "{name} has asked you to take its calls.",
    "You work at the front desk of {name}. Your name is {agent}.",
]

MANNERS = [
    "Keep replies to one or two short sentences.",
    "The caller hears you, so be brief and use no lists.",
    "Speak plainly and kindly.",
    "No emoji, no markdown.",
    "Say only what is written here.",
    "Do not make anything up.",
    "Ask one thing at a time.",
    "Repeat dates and times back to the caller.",
]

# What to do without an answer: how the owner writes it, and how the agent offers it.
FALLBACKS = {
    "message": (
        ["If you cannot answer, offer to take a message.", "Not sure? Offer to take a message."],
        ["Would you like me to take a message?", "I can take a message for the team."],
    ),
    "transfer": (
        ["If you cannot answer, offer to put the caller through to a colleague.",
         "Hand questions you cannot answer to a colleague."],
        ["Would you like me to transfer you to a colleague?", "I can put you through to a colleague."],
    ),
    "callback": (
        ["If you do not know, say that a colleague will call back and ask for name and number.",
         "Offer a call back when the answer is missing."],
        ["May I have your name and number so a colleague can call you back?",
         "A colleague can call you back. What is your name and number?"],
    ),
}

REFUSALS = [
    "I'm sorry, I don't have that information.",
    "I'm sorry, I don't know that.",
    "Sorry, I don't have details on that.",
    "I'm afraid I don't know that.",
]

# How people begin when they telephone, and what gets in between.
LEADS = ["Hi, ", "Hello, ", "Good morning, ", "Quick question, ", "Excuse me, ", "Hi there, "]
FILLERS = ["um", "uh", "so", "yeah", "okay so", "well", "oh"]

NAMES = (
    "Amina Bruno Clara Dmitri Elif Farid Greta Hugo Irene Jonas Kira Leon Mei Nadia Oscar Paula "
    "Quentin Rosa Samir Tess Ulrich Vera Wanda Yusuf Zoe Anton Bella Cyrus Doris Emil"
).split()

GREETINGS = ["{name}, hello. How can I help?", "Hello, this is {name}. What can I do for you?"]

# Small talk: what the caller says, what the agent says.
SMALL_TALK = [
    (["Hello?", "hi there", "Good afternoon"], ["Hello, how can I help you?", "Hello, you have reached {name}. What can I do for you?"]),
    (["Thanks, that's all.", "great thank you bye", "okay that's everything"], ["You're welcome. Have a nice day.", "Thank you for calling. Goodbye."]),
    (["Are you a real person?", "am i talking to a robot"], ["I'm the automated assistant of {name}. I'm happy to help.", ]),
    (["What do you think of the election?", "can you write a poem for me"], ["I'm sorry, I can only help with questions about {name}."]),
    (["Someone here has collapsed!", "there's a fire in the building"], ["Please hang up and call your local emergency number right away."]),
]

# Taking a message or a booking, turn by turn. `{caller}` and `{phone}` are made up for each dialogue.
MESSAGE = [
    (["Yes, please.", "sure take a message", "That would be good."], ["Of course. What is your name, please?", "Certainly. May I have your name?"]),
    (["It's {caller}.", "my name is {caller}"], ["Thank you, {caller}. What number can we reach you on?"]),
    (["{phone}", "You can reach me on {phone}."], ["Thank you, I have {phone}. Someone will call you back."]),
]
BOOKING = [
    (["I'd like to make an appointment.", "can i book something", "I need to come in."], ["I can help with that. What name should I put it under?"]),
    (["{caller}.", "it's {caller}"], ["Thank you, {caller}. What day would suit you?"]),
    (["{day} at {hour}?", "um {day} around {hour}"], ["{day} at {hour}, noted. A colleague will confirm it."]),
]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
