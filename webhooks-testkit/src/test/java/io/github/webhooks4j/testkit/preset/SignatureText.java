package io.github.webhooks4j.testkit.preset;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The last encoded signature in the value of a header field, wherever it stands in it.
 *
 * @param before what stands before it
 * @param text the signature
 * @param after what stands behind it
 */
public record SignatureText(String before, String text, String after) {
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9+/_-]{24,}={0,2}");

    /** Empty for a value that holds none, such as a token. */
    public static Optional<SignatureText> in(String value) {
        Matcher matcher = TEXT.matcher(value);
        Optional<SignatureText> last = Optional.empty();
        while (matcher.find()) {
            SignatureText text = new SignatureText(
                    value.substring(0, matcher.start()), matcher.group(), value.substring(matcher.end()));
            last = text.isDecoded() ? Optional.of(text) : last;
        }
        return last;
    }

    /** Whether it is hex, where the case of a digit is free. */
    public boolean isHex() {
        return text.matches("[0-9a-f]+") && text.length() % 2 == 0;
    }

    private boolean isDecoded() {
        try {
            return bytes().length > 0;
        } catch (IllegalArgumentException somethingElse) {
            return false;
        }
    }

    private byte[] bytes() {
        if (isHex()) {
            return HexFormat.of().parseHex(text);
        }
        return (isUrlSafe() ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    }

    private boolean isUrlSafe() {
        return text.indexOf('-') >= 0 || text.indexOf('_') >= 0 || text.length() % 4 != 0;
    }

    private String encode(byte[] bytes) {
        if (isHex()) {
            return HexFormat.of().formatHex(bytes);
        }
        return isUrlSafe()
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                : Base64.getEncoder().encodeToString(bytes);
    }

    /** The whole value with another signature. */
    public String with(String other) {
        return before + other + after;
    }

    /** The right bytes cut short, and more of them. */
    public List<String> ofOtherLengths() {
        byte[] bytes = bytes();
        return IntStream.of(0, 1, 19, 20, 31, 32, 33, 63, 64, 65, bytes.length - 1, bytes.length + 1, 2 * bytes.length)
                .filter(length -> length != bytes.length)
                .mapToObj(length -> with(encode(Arrays.copyOf(bytes, length))))
                .toList();
    }

    /** Other signatures of the same length. */
    public List<String> wrong() {
        byte[] zero = new byte[bytes().length];
        byte[] ones = zero.clone();
        Arrays.fill(ones, (byte) -1);
        return Stream.of(zero, ones).map(bytes -> with(encode(bytes))).toList();
    }

    /** The right bytes in spellings that a lenient reader takes. */
    public List<String> misspelt() {
        Stream<String> both = Stream.of(
                text.substring(1), text + "0", " " + text.substring(1), text.substring(0, 8) + " " + text.substring(8));
        Stream<String> own = isHex()
                ? Stream.of("0x" + text, text.substring(0, text.length() - 1) + "g", fullWidth())
                : Stream.of(text + "=", text + "==", swappedAlphabet(), text.toLowerCase(Locale.ROOT), looseEnd());
        return Stream.concat(both, own)
                .filter(other -> !other.equals(text))
                .map(this::with)
                .toList();
    }

    /** In capitals. */
    public String inUpperCase() {
        return with(text.toUpperCase(Locale.ROOT));
    }

    private String fullWidth() {
        int at = text.replaceAll("[a-f]", "x").replaceAll("[0-9]", "0").indexOf('0');
        return text.substring(0, at) + (char) (text.charAt(at) - '0' + '\uff10') + text.substring(at + 1);
    }

    private String swappedAlphabet() {
        return isUrlSafe()
                ? text.replace('-', '+').replace('_', '/')
                : text.replace('+', '-').replace('/', '_').replace("=", "");
    }

    /** Bits set that belong to no byte; or the padding left out, which is not there then. */
    private String looseEnd() {
        String bare = text.replace("=", "");
        if (bare.length() % 4 == 0) {
            return text;
        }
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isUrlSafe() ? "-_" : "+/");
        char last = digits.charAt(digits.indexOf(bare.charAt(bare.length() - 1)) | 1);
        return bare.substring(0, bare.length() - 1) + last + text.substring(bare.length());
    }
}
