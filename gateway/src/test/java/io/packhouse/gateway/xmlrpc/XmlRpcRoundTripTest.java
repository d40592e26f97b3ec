package io.packhouse.gateway.xmlrpc;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

/** What is written is read as it was, and what is damaged on the way is a fault or another call, nothing else. */
class XmlRpcRoundTripTest {

    private static final XmlRpcLimits LIMITS = new XmlRpcLimits(1 << 20, 10, 100_000, 64 * 1024, 1024);

    private final MethodCallReader reader = new MethodCallReader(LIMITS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20260131})
    void roundTrip(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            // given
            MethodCall call = call(random);

            // when
            MethodCall read = reader.read(XmlRpcWriter.call(call));

            // then
            assertThat(read).as("seed %d, call %d", seed, i).isEqualTo(call);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 20260201})
    void damagedCallsAreFaultsOrCalls(long seed) {
        Random random = new Random(seed);
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int i = 0; i < 5_000; i++) {
                byte[] damaged = damage(XmlRpcWriter.call(call(random)), random);
                try {
                    assertThat(reader.read(damaged)).isNotNull();
                } catch (XmlRpcFaultException fault) {
                    assertThat(fault.getMessage()).as("seed %d, call %d", seed, i).isNotBlank();
                } catch (RuntimeException e) {
                    fail("seed " + seed + ", call " + i, e);
                }
            }
        });
    }

    @Test
    void whatXmlCannotCarryIsReplaced() {
        MethodCall read = reader.read(XmlRpcWriter.call(new MethodCall("m", List.of(
                new XmlRpcValue.Text("a\0b\u001b\ud800c\uffffd"), new XmlRpcValue.Text("\r\n\t]]>&<\ud83d\ude00")))));
        assertThat(read.arguments()).containsExactly(new XmlRpcValue.Text("a\ufffdb\ufffd\ufffdc\ufffdd"),
                new XmlRpcValue.Text("\r\n\t]]>&<\ud83d\ude00"));
    }

    private static MethodCall call(Random random) {
        List<XmlRpcValue> arguments = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            arguments.add(value(random, 1));
        }
        return new MethodCall(text(random, 30), arguments);
    }

    private static XmlRpcValue value(Random random, int depth) {
        return switch (random.nextInt(depth < 6 ? 10 : 7)) {
            case 0 -> new XmlRpcValue.Int(new BigInteger(1 + random.nextInt(300), random).negate());
            case 1 -> XmlRpcValue.Int.of(random.nextInt());
            case 2 -> new XmlRpcValue.Bool(random.nextBoolean());
            case 3 -> new XmlRpcValue.Real(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300));
            case 4 -> new XmlRpcValue.Nil();
            case 5 -> new XmlRpcValue.Text(text(random, 40));
            case 6 -> {
                byte[] bytes = new byte[random.nextInt(50)];
                random.nextBytes(bytes);
                yield new XmlRpcValue.Bytes(bytes);
            }
            case 7, 8 -> {
                Map<String, XmlRpcValue> members = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.put(text(random, 10), value(random, depth + 1));
                }
                yield new XmlRpcValue.Struct(members);
            }
            default -> {
                List<XmlRpcValue> values = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.add(value(random, depth + 1));
                }
                yield new XmlRpcValue.Array(values);
            }
        };
    }

    /** Text that XML can carry, with everything in it that needs care. */
    private static String text(Random random, int limit) {
        String[] pieces = {"a", "Z", "0", " ", "\n", "\t", "\r", "\r\n", "<", ">", "&", "]]>", "\"", "'", "é", "\u2028",
                "\ud83d\ude00",
                "&amp;", "<!--", "\ufffd", "\u0085"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(limit); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static byte[] damage(byte[] document, Random random) {
        byte[] damaged = document.clone();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, at + 1);
                case 3 -> {
                    byte[] bits = {'<', '>', '&', '!', '[', ']', '/', '"', 0, (byte) 0xff, '%', ';', '?'};
                    damaged[at] = bits[random.nextInt(bits.length)];
                }
                default -> {
                    int from = random.nextInt(damaged.length);
                    int length = Math.min(random.nextInt(40), damaged.length - Math.max(at, from));
                    System.arraycopy(damaged, from, damaged, at, length);
                }
            }
        }
        return damaged;
    }
}
