namespace AccountingSync.PlatformSync.Platforms;

/// <summary>Calls to one company at a vendor: in their turn, signed in, bounded in time, and every end of them put into one of six words.</summary>
/// <param name="vendor">Its name, for people.</param>
/// <param name="company">The company there, for people.</param>
sealed class SignedCalls<TFault>(HttpClient http, string vendor, string company, TimeSpan timeLimit, AccessTokens tokens, TimeProvider clock)
{
    /// <param name="make">The request, made anew for each attempt.</param>
    /// <param name="enter">Waits for the turn; not null when that would take too long: the pause to be made instead.</param>
    /// <param name="read">What the answer means.</param>
    /// <param name="before">Later than that nothing is sent.</param>
    public async Task<CallReply<TFault>> Send(
        Func<string, HttpRequestMessage> make,
        Func<CancellationToken, Task<TimeSpan?>> enter,
        Func<HttpResponseMessage, byte[], CallReply<TFault>> read,
        DateTimeOffset before,
        CancellationToken stop
    )
    {
        string? rejected = null;
        while (true)
        {
            string? token;
            try
            {
                token = await tokens(rejected, stop);
            }
            catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                return new CallReply<TFault>.NotSent($"No access token could be got: {failed.Message}");
            }
            if (token is null || token == rejected)
                return new CallReply<TFault>.SignInNeeded($"The connection to {company} has ended: connect it again.", TokenRejected: false);
            if (await enter(stop) is { } pause)
                return new CallReply<TFault>.Throttled(pause);
            // The wait for a token or a turn may have been long, and this process may have stood still.
            if (clock.GetUtcNow() >= before)
                return new CallReply<TFault>.NotSent("It was too late to send it: somebody else may have taken over.");
            var reply = await Once(() => make(token), read, stop);
            if (reply is not CallReply<TFault>.SignInNeeded { TokenRejected: true } || rejected is not null)
                return reply;
            rejected = token;
        }
    }

    async Task<CallReply<TFault>> Once(
        Func<HttpRequestMessage> make,
        Func<HttpResponseMessage, byte[], CallReply<TFault>> read,
        CancellationToken stop
    )
    {
        using var timeout = new CancellationTokenSource(timeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var request = make();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return read(response, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (HttpRequestException failed)
            when (failed.HttpRequestError
                    is HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            return new CallReply<TFault>.NotSent($"{vendor} cannot be reached: {failed.Message}");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new CallReply<TFault>.Unclear($"The connection to {vendor} broke: {failed.Message}");
        }
        catch (OperationCanceledException failed) when (!stop.IsCancellationRequested && IsConnectTimeout(timeout))
        {
            return new CallReply<TFault>.NotSent($"{vendor} cannot be reached: {failed.Message}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new CallReply<TFault>.Unclear($"{vendor} did not answer within {timeLimit.TotalSeconds:0.#} seconds.");
        }
    }

    // Where the client has no time-out of its own and ours has not come, only the handler's time-out for connecting is left.
    bool IsConnectTimeout(CancellationTokenSource ours) => http.Timeout == Timeout.InfiniteTimeSpan && !ours.IsCancellationRequested;
}
