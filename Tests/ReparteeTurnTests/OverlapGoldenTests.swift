@testable import ReparteeTurn
import Testing

/// Probabilities that the training program computes (`--golden`): both sides must see the same features.
@Suite struct OverlapGoldenTests {
  /// Text, and probabilities of the whole head and of the prefix head, each without and with a question before.
  static let table: [(text: String, expected: [Float])] = [
    ("Mm-hmm.", [0.9957, 0.7879, 0.9526, 0.6370]),
    ("Uh-huh.", [0.9868, 0.8597, 0.9241, 0.6654]),
    ("OK", [0.9627, 0.7879, 0.6654, 0.3775]),
    ("Okay.", [0.9627, 0.7879, 0.6654, 0.3775]),
    ("Yeah.", [0.9689, 0.4225, 0.6514, 0.1919]),
    ("Right?", [0.8597, 0.2814, 0.3630, 0.0851]),
    ("Really?", [0.0260, 0.0022, 0.0534, 0.0091]),
    ("Right.", [0.9649, 0.6370, 0.7186, 0.2942]),
    ("Yeah, yeah, yeah.", [0.8808, 0.1480, 0.4225, 0.0851]),
    ("Oh, I see.", [0.9399, 0.4688, 0.8081, 0.1824]),
    ("Sure.", [0.8597, 0.2337, 0.5467, 0.1645]),
    ("That's right.", [0.8597, 0.0421, 0.5467, 0.0396]),
    ("All right.", [0.8597, 0.3630, 0.4688, 0.1259]),
    ("Stop.", [0.1128, 0.0132, 0.0567, 0.0076]),
    ("Wait.", [0.0503, 0.0043, 0.1128, 0.0203]),
    ("Hold on.", [0.0159, 0.0017, 0.0141, 0.0018]),
    ("No.", [0.1824, 0.0124, 0.0851, 0.0124]),
    ("No, no.", [0.0716, 0.0043, 0.0276, 0.0038]),
    ("Excuse me.", [0.0216, 0.0023, 0.0150, 0.0019]),
    ("Sorry.", [0.0396, 0.0034, 0.0804, 0.0141]),
    ("What?", [0.0076, 0.0006, 0.0063, 0.0010]),
    ("Actually", [0.0804, 0.0071, 0.0503, 0.0086]),
    ("Five", [0.1733, 0.0169, 0.0953, 0.0169]),
    ("5", [0.1733, 0.0169, 0.0953, 0.0169]),
    ("Yeah, but", [0.0117, 0.0003, 0.0180, 0.0023]),
    ("Yeah, but what about Sunday?", [0.0014, 0.0000, 0.0002, 0.0000]),
    ("Okay, so I need an appointment", [0.0028, 0.0002, 0.0150, 0.0011]),
    ("I have a question.", [0.0503, 0.0012, 0.0081, 0.0003]),
    ("Hello?", [0.0276, 0.0030, 0.0132, 0.0017]),
    ("Can you repeat that?", [0.0013, 0.0002, 0.0003, 0.0000]),
    ("Cancel", [0.1128, 0.0132, 0.0567, 0.0076]),
    ("Operator", [0.1128, 0.0132, 0.0567, 0.0076]),
    ("Mm", [0.9604, 0.6792, 0.8439, 0.4225]),
    ("Hmm.", [0.9604, 0.8176, 0.8808, 0.7058]),
    ("Yes.", [0.9579, 0.1919, 0.6225, 0.1067]),
    ("Yes, please.", [0.4073, 0.0091, 0.2689, 0.0203]),
    ("Great.", [0.9099, 0.2568, 0.7311, 0.3074]),
    ("Got it.", [0.7186, 0.1733, 0.3346, 0.0759]),
    ("Thank you.", [0.0203, 0.0017, 0.0081, 0.0013]),
    ("Okay thanks bye", [0.0331, 0.0063, 0.1192, 0.0311]),
    ("Uh", [0.0953, 0.0567, 0.0716, 0.0124]),
    ("Um", [0.0097, 0.0008, 0.0141, 0.0023]),
    ("So", [0.0293, 0.0032, 0.0260, 0.0043]),
    ("And", [0.0169, 0.0014, 0.0216, 0.0036]),
    ("Oh", [0.9241, 0.7663, 0.5622, 0.1824]),
    ("I", [0.0293, 0.0009, 0.1259, 0.0071]),
    ("The", [0.1128, 0.0103, 0.0601, 0.0103]),
    ("Good", [0.9433, 0.3630, 0.7773, 0.2942]),
    ("Cool.", [0.8670, 0.3486, 0.6514, 0.2337]),
    ("Exactly.", [0.8597, 0.3346, 0.5000, 0.1403]),
    ("Wow!", [0.5927, 0.1067, 0.6370, 0.2227]),
    ("Of course.", [0.2451, 0.0260, 0.0351, 0.0046]),
    ("Is it open on Saturday?", [0.0030, 0.0003, 0.0009, 0.0001]),
    ("No that is not what I said at all I wanted Tuesday", [0.0001, 0.0000, 0.0002, 0.0000]),
  ]

  @Test("Swift and the training program agree on every probability")
  func agree() {
    for (text, expected) in Self.table {
      let words = SpokenWords(text)
      let found = [(true, false), (true, true), (false, false), (false, true)].map {
        OverlapClassifier.builtIn.backchannel(words, isWhole: $0.0, afterQuestion: $0.1)
      }
      #expect(found.count == expected.count)
      for (one, other) in zip(found, expected) {
        #expect(abs(one - other) < 1e-3, "\(text): \(found), not \(expected)")
      }
    }
  }
}
