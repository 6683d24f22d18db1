/// The word lists. English; in other languages hardly any rule fires and the detector decides alone.
extension Said {
  /// Words that can hardly end what somebody says.
  static let dangling: Set<String> = auxiliaries.union([
    // Conjunctions.
    "and", "or", "but", "because", "cause", "cuz", "if", "whether", "unless", "until",
    "although", "since", "than", "that", "which", "who", "whose", "where", "when", "how",
    "so", "then", "plus", "like", "as", "except",
    // Prepositions that seldom end a sentence.
    "to", "of", "for", "with", "from", "at", "into", "by", "between", "without", "during", "toward",
    "towards", "against", "among", "about", "in", "on", "per", "under", "near",
    // Articles and what stands before a noun.
    "the", "a", "an", "my", "your", "our", "their", "its", "this", "these", "every", "some",
    "any", "another", "his", "very", "quite", "just", "actually", "only", "even", "still", "using",
    "having", "get",
    // Subjects and their contractions.
    "i", "we", "he", "she", "they", "i'm", "i'd", "i'll", "i've", "we're", "we'd", "we'll", "we've",
    "they're", "they'd", "they'll", "they've", "he's", "she's", "it's", "that's", "there's",
    "what's",
    "you're", "you'd", "you'll", "you've", "here's", "who's", "let's", "it'll", "gonna", "wanna",
  ])
  static let auxiliaries: Set<String> = [
    "is", "are", "was", "were", "am", "be", "been", "has", "have", "had", "can",
    "could", "will", "would", "should", "may", "might", "must", "isn't", "aren't", "wasn't",
    "weren't", "don't", "doesn't", "didn't", "can't", "couldn't", "won't", "wouldn't", "shouldn't",
  ]
  /// After one of these "that" and "this" are things and can end a sentence; elsewhere they seldom do.
  static let prepositions: Set<String> = [
    "to", "of", "for", "with", "from", "at", "into", "by", "about", "on", "than", "like", "before",
  ]
  static let subjects: Set<String> = [
    "i", "you", "he", "she", "it", "we", "they", "that", "there", "this",
  ]
  static let fillers: Set<String> = [
    "um", "umm", "uh", "uhh", "er", "erm", "hmm", "hm", "eh", "ah", "well", "mm", "so",
  ]
  static let fillerPairs: Set<String> = [
    "let's see", "me see", "me think", "i mean", "you know", "let me", "hold on", "a second",
    "one second", "one moment", "a moment",
  ]
  /// Pairs that end in a word of the lists above and are whole all the same.
  static let endsWhole: Set<String> = [
    "think so", "hope so", "guess so", "if so", "believe so", "said so", "as well", "very well",
    "come in", "log in", "logged in", "sign in", "check in", "go on", "hang on", "turned on",
    "this one", "going on", "so on", "a while", "do that", "do this", "did that", "did this",
    "doing that", "doing this", "see that", "see this", "want that", "need that", "change that",
    "get that", "remember that", "after that", "after this", "all that", "all this", "you are",
    "they are", "we are",
    "it is", "i am", "i have", "i can", "i will", "i would", "i don't", "i can't", "i didn't",
    "i haven't",
    "it doesn't", "it isn't", "it was", "that is", "we have", "you have",
  ]
  static let farewells: Set<String> = ["thanks", "bye", "goodbye", "please", "cheers"]

  static let yesOrNo: Set<String> = [
    "yes", "yeah", "yep", "yup", "ya", "no", "nope", "nah", "sure", "okay", "ok", "right",
    "correct", "absolutely", "definitely", "certainly", "exactly", "uh-huh", "mm-hmm", "mhm",
    "mm-hm", "perfect", "fine", "alright", "great", "please", "sometimes", "never", "always",
  ]
  static let afterYes: Set<String> = [
    "please", "thanks", "thank", "you", "sir", "ma'am", "that's", "that", "is", "it", "i", "do",
    "don't", "am", "have", "haven't", "can", "can't", "will", "would", "we", "did", "didn't",
    "it's",
    "fine", "good", "works", "right", "all", "not", "of", "course", "really", "yet", "problem",
    "thing",
    "isn't", "was", "wasn't", "are", "they", "he", "she", "does", "doesn't", "correct", "so",
  ]
  /// A yes that goes on: "yes that's", "no it's".
  static let afterYesOpen: Set<String> = [
    "that's", "that", "it", "i", "of", "it's", "we", "so", "they", "he", "she", "really",
  ]
  static let wholeAnswers: Set<String> = [
    "that's right", "that's correct", "that's it", "that's fine", "that works", "i think so",
    "i do", "i don't", "i am", "i have", "i haven't", "i did", "i didn't", "it is", "it isn't",
    "of course", "not really", "not yet", "not at all", "i guess so", "i don't think so", "why not",
    "sounds good", "go ahead", "please do", "i'd love to", "i would", "it does", "it doesn't",
    "that is right", "that is correct", "that would be great", "not that i know", "i hope so",
  ]
  static let numberCues: Set<String> = [
    "number", "phone", "account", "code", "zip", "card", "reference", "pin", "digits", "extension",
    "call", "reach", "ending", "policy", "order", "cell", "mobile",
  ]
  static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october",
    "november", "december",
  ]
}
