package io.github.webhooks4j.send.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Publishes what the method returns, once it has returned. The value is the payload and is still returned; {@code
 * null} and an empty {@code Optional} publish nothing, an exception publishes nothing.
 *
 * <p><b>Atomic only inside a transaction.</b> When the calling thread is in a transaction that the sender knows of
 * (see {@code ConnectionSource} of webhooks-jdbc), the event is stored in it, and the method's effects and the event
 * commit or roll back together. Outside of one, the event is stored in a transaction of its own after the method
 * returned: a crash in between loses it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Hook {
    /**
     * The event type, declared in the catalogue.
     *
     * @return its name
     */
    String value();

    /**
     * A fixed owner, instead of a parameter marked with {@link Owner}.
     *
     * @return the owner; empty for none
     */
    String owner() default "";

    /**
     * What the bytes are, for a method that returns {@code byte[]}, or an {@code Optional} of that.
     *
     * @return a media type; empty for any other method
     */
    String contentType() default "";
}
