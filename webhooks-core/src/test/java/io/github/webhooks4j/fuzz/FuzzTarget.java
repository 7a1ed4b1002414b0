package io.github.webhooks4j.fuzz;

import io.github.webhooks4j.send.RetryAfterFuzz;
import io.github.webhooks4j.send.target.AddressFuzz;
import io.github.webhooks4j.send.target.TargetUrlFuzz;
import io.github.webhooks4j.verify.HmacVerifierFuzz;
import io.github.webhooks4j.verify.JsonFieldsFuzz;
import io.github.webhooks4j.verify.SignatureSyntaxFuzz;
import io.github.webhooks4j.verify.StaticCredentialFuzz;
import io.github.webhooks4j.verify.TimestampFuzz;
import io.github.webhooks4j.verify.UrlEncodedFuzz;
import io.github.webhooks4j.verify.httpsig.HttpSignatureFuzz;
import io.github.webhooks4j.verify.jwt.JwtFuzz;
import io.github.webhooks4j.verify.provider.EbayFuzz;
import java.util.function.Consumer;

/** Everything that reads what strangers wrote, with the folder of its kept inputs. */
enum FuzzTarget {
    ADDRESS(AddressFuzz.class, AddressFuzz::fuzzerTestOneInput),
    EBAY(EbayFuzz.class, EbayFuzz::fuzzerTestOneInput),
    HMAC_VERIFIER(HmacVerifierFuzz.class, HmacVerifierFuzz::fuzzerTestOneInput),
    HTTP_SIGNATURE(HttpSignatureFuzz.class, HttpSignatureFuzz::fuzzerTestOneInput),
    JSON_FIELDS(JsonFieldsFuzz.class, JsonFieldsFuzz::fuzzerTestOneInput),
    JWT(JwtFuzz.class, JwtFuzz::fuzzerTestOneInput),
    RETRY_AFTER(RetryAfterFuzz.class, RetryAfterFuzz::fuzzerTestOneInput),
    SIGNATURE_SYNTAX(SignatureSyntaxFuzz.class, SignatureSyntaxFuzz::fuzzerTestOneInput),
    STATIC_CREDENTIAL(StaticCredentialFuzz.class, StaticCredentialFuzz::fuzzerTestOneInput),
    TARGET_URL(TargetUrlFuzz.class, TargetUrlFuzz::fuzzerTestOneInput),
    TIMESTAMP(TimestampFuzz.class, TimestampFuzz::fuzzerTestOneInput),
    URL_ENCODED(UrlEncodedFuzz.class, UrlEncodedFuzz::fuzzerTestOneInput);

    private final Class<?> code;
    private final Consumer<byte[]> run;

    FuzzTarget(Class<?> code, Consumer<byte[]> run) {
        this.code = code;
        this.run = run;
    }

    String folder() {
        return code.getSimpleName();
    }

    void run(byte[] input) {
        run.accept(input);
    }
}
