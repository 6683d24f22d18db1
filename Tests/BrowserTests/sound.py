"""WAV files and what can be seen in them. Standard library only."""
import array
import math
import wave


def read(path):
    """Rate, and a list of channels as arrays of 16-bit samples."""
    with wave.open(str(path)) as file:
        if file.getsampwidth() != 2:
            raise ValueError(f"{path} is not 16 bits")
        rate, channels = file.getframerate(), file.getnchannels()
        samples = array.array("h", file.readframes(file.getnframes()))
    return rate, [samples[i::channels] for i in range(channels)]


def write(path, rate, *channels):
    length = min(len(channel) for channel in channels)
    mixed = array.array("h", bytes(2 * length * len(channels)))
    for i, channel in enumerate(channels):
        mixed[i::len(channels)] = channel[:length]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(mixed.tobytes())


def silence(rate, seconds):
    return array.array("h", bytes(2 * round(rate * seconds)))


def levels(samples, rate, milliseconds=10):
    """RMS of each step, in dB of full scale."""
    step = rate * milliseconds // 1000
    result = []
    for at in range(0, len(samples) - step + 1, step):
        total = sum(x * x for x in samples[at:at + step])
        result.append(10 * math.log10(total / step / 32768**2 + 1e-12))
    return result


def stretches(samples, rate, floor=-50, bridge=30):
    """Where sound is: (first, last) in steps of 10 ms, gaps of less than `bridge` steps closed."""
    found = []
    for i, db in enumerate(levels(samples, rate)):
        if db < floor:
            continue
        if found and i - found[-1][1] <= bridge:
            found[-1][1] = i
        else:
            found.append([i, i])
    return [tuple(pair) for pair in found]


def seconds_of_sound(samples, rate):
    return sum(last - first + 1 for first, last in stretches(samples, rate, bridge=10)) / 100


def stop_after_onset(caller, agent, rate):
    """Milliseconds from the first caller's sound over the agent's until the agent is silent for 450 ms; None if there is none."""
    # Between two sentences the agent pauses for a third of a second: that is no stop. What goes on to the end of the tape is none either.
    spoken = [
        (first, last) for first, last in stretches(agent, rate, bridge=45) if (last + 45) * rate < len(agent) * 100]
    for onset, _ in stretches(caller, rate, floor=-40):
        for first, last in spoken:
            if first < onset - 20 and onset < last:
                return (last + 1 - onset) * 10
    return None
