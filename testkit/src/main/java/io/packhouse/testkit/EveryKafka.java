package io.packhouse.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** What {@link OnEveryKafka} does: one run of the class for each sort of Kafka. */
final class EveryKafka implements ClassTemplateInvocationContextProvider {

    private static final Namespace CLUSTERS = Namespace.create(EveryKafka.class);

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return Arrays.stream(Sort.values()).map(Run::new);
    }

    private enum Sort {
        EMBEDDED(EmbeddedCluster::new), CONTAINER(ContainerCluster::new);

        private final Supplier<KafkaCluster> maker;

        Sort(Supplier<KafkaCluster> maker) {
            this.maker = maker;
        }

        Optional<String> missing() {
            return this == CONTAINER ? ContainerEngine.missing() : Optional.empty();
        }

        /** The one cluster of this sort in this JVM; the root store closes it at the end of all tests. */
        KafkaCluster cluster(ExtensionContext context) {
            return context.getRoot().getStore(CLUSTERS).computeIfAbsent(this, sort -> sort.maker.get(), KafkaCluster.class);
        }
    }

    private record Run(
            Sort sort) implements ClassTemplateInvocationContext, BeforeClassTemplateInvocationCallback, ParameterResolver {

        @Override
        public String getDisplayName(int invocation) {
            return switch (sort) {
                case EMBEDDED -> "on the embedded Kafka";
                case CONTAINER -> "on Kafka in a container";
            };
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        /** Not a condition: those are asked after the first instance was made, which already needs the cluster. */
        @Override
        public void beforeClassTemplateInvocation(ExtensionContext context) {
            sort.missing().ifPresent(reason -> {
                throw new TestAbortedException(reason);
            });
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == KafkaCluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return sort.cluster(context);
        }
    }
}
