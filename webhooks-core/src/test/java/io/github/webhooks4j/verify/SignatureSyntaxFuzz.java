package io.github.webhooks4j.verify;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.fuzz.FuzzInput;
import java.util.Arrays;
import java.util.List;

/** Signature fields: bounded, of exact length, and every signature that was found has one spelling only. */
public final class SignatureSyntaxFuzz {
    private static final List<SignatureSyntax> SYNTAXES = List.of(
            SignatureSyntax.bare(),
            SignatureSyntax.prefix("sha256="),
            SignatureSyntax.keyValues(',', "v1", "t"),
            SignatureSyntax.keyValues(';', "h1", "ts"),
            SignatureSyntax.taggedList(' ', "v1,"),
            SignatureSyntax.taggedList(',', "v1="));
    private static final List<SignatureEncoding> ENCODINGS = List.of(SignatureEncoding.values());
    private static final List<Integer> LENGTHS = List.of(32, 20, 64, 1, 2);

    private SignatureSyntaxFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        SignatureSyntax syntax = input.choice(SYNTAXES);
        SignatureEncoding encoding = input.choice(ENCODINGS);
        int length = input.choice(LENGTHS);
        List<String> lines = input.lines();
        if (lines.isEmpty() || (lines.size() > 1 && !syntax.isList())) {
            return;
        }
        String text = syntax.join(lines);
        SignatureCandidates found = new SignatureCandidates(encoding, length, length);
        if (syntax.parse(text, found)) {
            checkFound(text, syntax, encoding, length, found);
        }
        checkUsual(text, syntax, encoding, length);
    }

    private static void checkFound(
            String text, SignatureSyntax syntax, SignatureEncoding encoding, int length, SignatureCandidates found) {
        check(found.size() <= SignatureCandidates.MAX_ENTRIES, "no more than are looked at", found.size());
        for (byte[] signature : found.all()) {
            check(signature.length == length, "of the exact length", signature.length);
            String spelt = encoding.encode(signature);
            boolean there = encoding == SignatureEncoding.HEX
                    ? text.toLowerCase(java.util.Locale.ROOT).contains(spelt)
                    : text.contains(spelt);
            check(there, "spelt in the one way there is", text, spelt);
            checkWritten(syntax, encoding, length, signature, found.timestamp());
        }
    }

    /** What we would send is read back. */
    private static void checkWritten(
            SignatureSyntax syntax, SignatureEncoding encoding, int length, byte[] signature, String time) {
        SignatureCandidates again = new SignatureCandidates(encoding, length, length);
        String stamp = time == null ? "0" : time;
        check(syntax.parse(syntax.format(List.of(encoding.encode(signature)), stamp), again), "we read what we write");
        check(again.size() == 1 && Arrays.equals(again.all()[0], signature), "we read the same", again.size());
        check(!syntax.hasTimestamp() || stamp.equals(again.timestamp()), "and the same time", stamp, again.timestamp());
    }

    /** The short way finds nothing that the long one does not. */
    private static void checkUsual(String text, SignatureSyntax syntax, SignatureEncoding encoding, int length) {
        int at = text.length() - encoding.length(length);
        String time = syntax.isUnambiguous(encoding) ? syntax.usualTimestamp(text, at) : null;
        byte[] decoded = time == null ? null : encoding.decode(text, at, text.length(), length);
        if (decoded != null) {
            SignatureCandidates all = new SignatureCandidates(encoding, length, length);
            check(syntax.parse(text, all) && all.size() == 1, "the long way finds one too", text, all.size());
            check(Arrays.equals(decoded, all.all()[0]), "and the same", text);
            check(time.equals(all.timestamp() == null ? "" : all.timestamp()), "with the same time", text, time);
        }
    }
}
