package io.github.webhooks4j.verify.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The one class that touches the optional library; what fits the algorithm becomes a key, the rest does not. */
final class NimbusKeys {
    private static final int MIN_RSA_BITS = 2048;

    private NimbusKeys() {}

    /** The keys of a set by their ids. */
    static Map<String, SignatureCheck> set(JwtAlgorithm algorithm, byte[] json) throws IOException {
        Map<String, SignatureCheck> keys = new HashMap<>();
        try {
            for (JWK jwk :
                    JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys()) {
                Optional<SignatureCheck> key = key(algorithm, jwk);
                if (key.isPresent() && jwk.getKeyID() != null) {
                    keys.put(jwk.getKeyID(), key.get());
                }
            }
        } catch (ParseException | RuntimeException e) {
            throw new IOException("what was fetched is no set of keys");
        }
        if (keys.isEmpty()) {
            throw new IOException("the set of keys holds none of the algorithm in use");
        }
        return keys;
    }

    static SignatureCheck one(JwtAlgorithm algorithm, String json) throws IOException {
        try {
            return key(algorithm, JWK.parse(json))
                    .orElseThrow(() -> new IOException("the key is of another algorithm"));
        } catch (ParseException | RuntimeException e) {
            throw new IOException("what was found is no key");
        }
    }

    private static Optional<SignatureCheck> key(JwtAlgorithm algorithm, JWK jwk) {
        boolean other =
                jwk.getAlgorithm() != null && !jwk.getAlgorithm().getName().equals(algorithm.name());
        boolean forOtherUse = jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE);
        try {
            if (other || forOtherUse) {
                return Optional.empty();
            }
            if (algorithm == JwtAlgorithm.RS256 && jwk instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS) {
                return Optional.of(check(JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey())));
            }
            if (algorithm == JwtAlgorithm.ES256 && jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
                return Optional.of(check(JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey())));
            }
        } catch (JOSEException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The header is made here, of the configured algorithm: nothing of the token chooses how it is judged. */
    private static SignatureCheck check(JWSAlgorithm algorithm, JWSVerifier verifier) {
        JWSHeader header = new JWSHeader(algorithm);
        return (signed, signature) -> {
            try {
                return verifier.verify(header, signed, Base64URL.encode(signature));
            } catch (JOSEException | RuntimeException e) { // a signature that is none
                return false;
            }
        };
    }
}
