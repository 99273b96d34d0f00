package dev.pilotlight.twin.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes times as seconds since 1970, with three decimals at most: a bare number in JSON, one under tag 1 in CBOR. */
final class JsonTimes extends SimpleModule {
    private static final int EPOCH_TIME = 1;

    JsonTimes() {
        addSerializer(Instant.class, new EpochSeconds());
    }

    private static final class EpochSeconds extends StdSerializer<Instant> {
        private EpochSeconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
            BigDecimal seconds = BigDecimal.valueOf(time.toEpochMilli(), 3);
            if (generator instanceof CBORGenerator cbor) {
                cbor.writeTag(EPOCH_TIME);
                cbor.writeNumber(seconds.doubleValue());
            } else {
                generator.writeNumber(seconds);
            }
        }
    }
}
