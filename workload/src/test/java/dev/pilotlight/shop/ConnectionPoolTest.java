package dev.pilotlight.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private final List<String> history = new ArrayList<>();
    private final ConnectionPool pool = new ConnectionPool(this::open, 1, Duration.ofMillis(50));
    private int opened;

    @Test
    void aGoodConnectionIsUsedAgain() {
        assertThat(use()).isEqualTo("connection 1");
        assertThat(use()).isEqualTo("connection 1");
        assertThat(history).containsExactly("open 1");
    }

    @Test
    void aConnectionThatDiedWhileIdleIsReplacedWithinTheRequest() {
        use();
        assertThat(useExcept("connection 1")).isEqualTo("connection 2");
        assertThat(history).containsExactly("open 1", "abort 1", "open 2");
    }

    @Test
    void aFailureOnAFreshConnectionIsTheAnswer() {
        assertThatThrownBy(() -> useExcept("connection 1"))
                .isInstanceOf(UnavailableException.class)
                .hasRootCauseMessage("broken");
        assertThat(use()).isEqualTo("connection 2");
        assertThat(history).containsExactly("open 1", "abort 1", "open 2");
    }

    @Test
    void nobodyWaitsLongerThanTheirPatience() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = Thread.ofVirtual()
                .start(() -> pool.execute(connection -> {
                    taken.countDown();
                    awaitQuietly(done);
                    return connection;
                }));
        taken.await();
        assertThatThrownBy(() -> use()).hasMessageContaining("busy");
        done.countDown();
        other.join();
        assertThat(use()).isEqualTo("connection 1");
    }

    @Test
    void closingClosesWhatIsIdle() {
        use();
        pool.close();
        assertThat(history).containsExactly("open 1", "abort 1");
    }

    private String use() {
        return useExcept("none");
    }

    private String useExcept(String broken) {
        return pool.execute(connection -> {
            if (connection.toString().equals(broken)) {
                throw new SQLException("broken");
            }
            return connection.toString();
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection that can only be named and aborted. */
    private Connection open() {
        int number = ++opened;
        history.add("open " + number);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("abort")) {
                        history.add("abort " + number);
                    }
                    return method.getName().equals("toString") ? "connection " + number : null;
                });
    }
}
