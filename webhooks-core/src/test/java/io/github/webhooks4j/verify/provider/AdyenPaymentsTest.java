package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector 13 of the vector list, and what the scheme refuses. */
class AdyenPaymentsTest {
    private static final String KEY = "9064450A8892A093D9E97EFCC9639DE31B74F3A7803135555A3C96F5A57915D6";
    private static final Verifier VERIFIER = AdyenPayments.verifier(Secret.of(KEY));
    private static final String PUBLISHED = "NuEkADFmlCC6VgX+wcoPAegIWxVPNBPCuKlM4Hzo5qc=";
    private static final String REPORT = "'eventCode':'REPORT_AVAILABLE','merchantAccountCode':'Magento2Rik',"
            + "'merchantReference':'testMerchantRef1','pspReference':'test_REPORT_AVAILABLE',";

    private static String item(String members, String signature) {
        return "{'NotificationRequestItem':{'additionalData':{'hmacSignature':'" + signature + "'}," + members + "}}";
    }

    private static Verification verdict(String... items) {
        return verdictOf("{'live':'false','notificationItems':[" + String.join(",", items) + "]}");
    }

    private static Verification verdictOf(String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return VERIFIER.verify(new WebhookRequest(RequestHead.of("POST", "/", Headers.empty()), bytes), Instant.EPOCH);
    }

    private static String sign(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'success':'true'", "'success':true", "'success':'true','reason':'x','originalReference':null"})
    void vector_13(String success) {
        Verification verdict = verdict(item(REPORT + "'amount':{'value':0,'currency':'EUR'}," + success, PUBLISHED));

        assertThat(verdict).isInstanceOf(Verified.class);
        Verified verified = (Verified) verdict;
        assertThat(verified.eventType()).contains("REPORT_AVAILABLE");
        assertThat(verified.signed()).containsExactly(SignedPart.EVENT_TYPE);
        assertThat(verified.id()).isEmpty();
        assertThat(verified.contentKey()).isPresent();
    }

    @Test
    void vector_13_without_an_amount() {
        String signature = sign("test_REPORT_AVAILABLE::Magento2Rik:testMerchantRef1:::REPORT_AVAILABLE:true");

        assertThat(sign("TestPayload")).isEqualTo("YA9/UDjldIO4Gq68X4ATYYoEaPYH4f4k2uzBBzEF1PA=");
        assertThat(verdict(item(REPORT + "'success':'true'", signature))).isInstanceOf(Verified.class);
        assertThat(verdict(item(REPORT + "'amount':null,'success':'true'", signature)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void one_forged_item_spoils_all() {
        String genuine = item(REPORT + "'amount':{'value':0,'currency':'EUR'},'success':'true'", PUBLISHED);
        String forged = item(REPORT + "'amount':{'value':1,'currency':'EUR'},'success':'true'", PUBLISHED);
        String unsigned = "{'NotificationRequestItem':{" + REPORT + "'success':'true'}}";

        assertThat(verdict(genuine, genuine)).isInstanceOf(Verified.class);
        assertThat(verdict(genuine, forged)).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(forged, genuine)).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(genuine, unsigned)).isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(verdict(genuine, "{}")).isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(genuine, "1")).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'notificationItems':[]}|MALFORMED",
                "{'notificationItems':{}}|MALFORMED",
                "{'notificationItems':'x'}|MALFORMED",
                "{}|MISSING",
                "{'live':'false'} {}|MALFORMED",
                "no JSON|MALFORMED",
                "``|MALFORMED",
                "[]|MISSING"
            })
    void what_holds_no_item_is_rejected(String body, Reason reason) {
        assertThat(verdictOf(body)).isEqualTo(Rejected.because(reason));
    }

    /** Each with the signature that a reader would want who takes such a value for text, for nothing or for the last. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'pspReference':['p'],'success':'true'|:::::::true",
                "'merchantReference':{},'success':'true'|:::::::true",
                "'merchantReference':{},'success':'true'|:::[:]::::true",
                "'amount':{'value':[1],'currency':'EUR'}|:::::EUR::",
                "'amount':{'value':1.0,'currency':'EUR'}|::::1.0:EUR::",
                "'amount':{'value':1e2,'currency':'EUR'}|::::100:EUR::",
                "'amount':'1'|:::::::",
                "'amount':[]|:::::::",
                "'pspReference':'a','pspReference':'b'|b:::::::",
                "'pspReference':'a:b','merchantReference':'c'|a:b:::c::::",
                "'merchantReference':'a\\ud800'|:::a?::::",
                "'eventCode':'A:true'|::::::A:true:"
            })
    void a_signed_member_that_has_two_readings_is_malformed(String members, String message) {
        assertThat(verdict(item(members, sign(message)))).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void colons_in_the_merchants_reference_are_signed_as_they_are() {
        assertThat(verdict(item(
                        "'pspReference':'p','merchantReference':'a:b\\\\c','success':false",
                        sign("p:::a:b\\c::::false"))))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({"'',MISSING", "'  ',MISSING", "AAAA,MALFORMED", "NuEkADFmlCC6VgX+wcoPAegIWxVPNBPCuKlM4Hzo5qd=,MALFORMED"
    })
    void signatures_are_read_strictly(String signature, Reason reason) {
        assertThat(verdict(item(REPORT + "'success':'true'", signature))).isEqualTo(Rejected.because(reason));
    }

    @Test
    void more_items_than_a_sender_sends_are_refused() {
        String[] items = new String[101];
        java.util.Arrays.fill(
                items, item(REPORT + "'amount':{'value':0,'currency':'EUR'},'success':'true'", PUBLISHED));

        assertThat(verdict(items)).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void the_type_is_told_when_all_items_have_the_same() {
        String other = item("'eventCode':'REFUND'", sign("::::::REFUND:"));
        String report = item(REPORT + "'amount':{'value':0,'currency':'EUR'},'success':'true'", PUBLISHED);

        assertThat(((Verified) verdict(report, other)).eventType()).isEmpty();
        assertThat(((Verified) verdict(other)).eventType()).contains("REFUND");
    }

    @Test
    void a_repeat_has_the_same_content_key_whatever_is_not_signed() {
        String report = REPORT + "'amount':{'value':0,'currency':'EUR'},'success':'true'";
        String other = item("'eventCode':'REFUND'", sign("::::::REFUND:"));

        assertThat(((Verified) verdict(item(report + ",'reason':'x'", PUBLISHED))).contentKey())
                .isEqualTo(((Verified) verdict(item(report, PUBLISHED))).contentKey())
                .isNotEqualTo(((Verified) verdict(other)).contentKey());
    }

    @Test
    void a_key_that_is_no_hex_is_refused_without_its_text() {
        assertThatThrownBy(() -> AdyenPayments.verifier(Secret.of("no hex at all, really")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("adyen")
                .hasMessageNotContaining("really");
    }
}
