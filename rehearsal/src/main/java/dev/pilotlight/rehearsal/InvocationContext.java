package dev.pilotlight.rehearsal;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.pilotlight.twin.service.lambda.Functions;
import org.jspecify.annotations.Nullable;

/** What a function may ask about its invocation. The log goes nowhere: the twin's history tells what happened. */
record InvocationContext(String function) implements Context {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MEMORY_MEGABYTES = 512;

    @Override
    public String getAwsRequestId() {
        return Functions.requestId().orElse("outside of any twin");
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function;
    }

    @Override
    public String getLogStreamName() {
        return "twin";
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-west-2:111111111111:function:" + function;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return TIMEOUT_MILLIS;
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEMORY_MEGABYTES;
    }

    @Override
    public LambdaLogger getLogger() {
        return new SilentLogger();
    }

    private static final class SilentLogger implements LambdaLogger {
        @Override
        public void log(String message) {
            // nobody reads the logs of a rehearsal
        }

        @Override
        public void log(byte[] message) {
            // nobody reads the logs of a rehearsal
        }
    }
}
