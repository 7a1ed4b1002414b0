package io.github.webhooks4j.verify.provider;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A topic, and what follows from its region: where SNS is there, and what its certificates are called. */
record SnsTopic(String partition, String region) {
    private static final Pattern ARN = Pattern.compile("arn:(aws|aws-cn|aws-us-gov):sns:"
            + "([a-z]{2}(?:-[a-z]{1,20}){1,3}-[0-9]{1,2}):[0-9]{12}:[-_A-Za-z0-9]{1,256}(?:\\.fifo)?");

    static Optional<SnsTopic> parse(String arn) {
        Matcher matcher = ARN.matcher(arn);
        return matcher.matches() ? Optional.of(new SnsTopic(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    private String suffix() {
        return partition.equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
    }

    String host() {
        return "sns." + region + suffix();
    }

    /** The common names that SNS signs under in this region. */
    Set<String> signers() {
        String common = switch (partition) {
            case "aws-cn" -> "sns-" + region + suffix();
            case "aws-us-gov" -> "sns-us-gov-west-1" + suffix();
            default -> "sns" + suffix();
        };
        return Set.of(common, "sns-signing." + region + suffix(), host());
    }
}
