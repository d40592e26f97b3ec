package io.packhouse.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class once on the embedded broker and once on Kafka in a container. The second is skipped with a reason where
 * no container engine is found.
 *
 * <p>
 * Constructors, test methods, {@code @BeforeEach} and {@code @AfterEach} methods may have a {@link KafkaCluster} as a
 * parameter; {@code @BeforeAll} may not, because it runs once before both. All classes of a test JVM share one cluster of
 * each sort, so a test takes its topics from {@link KafkaCluster#freshPrefix()}.
 */
@ClassTemplate
@ExtendWith(EveryKafka.class)
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEveryKafka {
}
