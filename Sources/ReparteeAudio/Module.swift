/// Pulse-code audio: blocks, rings, files, filters, and what of it was heard.
enum ReparteeAudio {}
