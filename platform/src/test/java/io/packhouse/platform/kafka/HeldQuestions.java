package io.packhouse.platform.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** An {@link Admin} whose answers to questions for end offsets are held back until a test gives them. */
final class HeldQuestions {

    private final Admin real;
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    private record Question(ListOffsetsResult real, Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> held) {
    }

    HeldQuestions(Admin real) {
        this.real = real;
    }

    /** How many questions were asked until now. */
    int count() {
        return asked.size();
    }

    /** Answers question {@code number}, counted from 1, with what was right when it was asked. */
    void answer(int number) throws Exception {
        Question question = asked.get(number - 1);
        for (var partition : question.held.entrySet()) {
            partition.getValue().complete(question.real.partitionResult(partition.getKey()).get());
        }
    }

    Admin admin() {
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[]{Admin.class},
                (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer instanceof ListOffsetsResult offsets
                                ? hold(offsets, (Map<?, ?>) arguments[0])
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private ListOffsetsResult hold(ListOffsetsResult offsets, Map<?, ?> partitions) {
        Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> held = partitions.keySet().stream()
                .collect(Collectors.toMap(TopicPartition.class::cast, _ -> new KafkaFutureImpl<>()));
        asked.add(new Question(offsets, held));
        return new ListOffsetsResult(held.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> (KafkaFuture<ListOffsetsResultInfo>) e.getValue())));
    }
}
