using System.Net;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources;

/// <summary>What came of one request that may change something.</summary>
public abstract record SourceReply
{
    SourceReply() { }

    public sealed record Answered(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter) : SourceReply;

    /// <summary>It never left.</summary>
    public sealed record NotSent(string Reason) : SourceReply;

    /// <summary>It may have left, and no whole answer came back.</summary>
    public sealed record Unclear(string Reason) : SourceReply;
}

/// <summary>What vendors' answers to a write have in common.</summary>
static class SourceReplies
{
    /// <summary>RFC 8470</summary>
    const HttpStatusCode TooEarly = (HttpStatusCode)425;

    /// <param name="refusal">The vendor's text in a refusal; null when it has none.</param>
    /// <param name="missing">What 404 says.</param>
    /// <returns>Null for 2xx.</returns>
    public static CorrectionOutcome? Outcome(SourceReply reply, Func<ReadOnlyMemory<byte>, string?> refusal, string missing) =>
        reply switch
        {
            SourceReply.Answered(var status, _, _) when (int)status is >= 200 and < 300 => null,
            SourceReply.Answered(HttpStatusCode.NotFound, _, _) => new CorrectionOutcome.Refused(missing),
            SourceReply.Answered(HttpStatusCode.TooManyRequests, _, var wait) => new CorrectionOutcome.Throttled(wait),
            SourceReply.Answered(HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _, _) => new CorrectionOutcome.SignInNeeded(
                "The source refuses the connection's key. Give the connection one that may write: 'acsync connections add'."
            ),
            // Another request with our key is being worked on, or ours came in and not whole.
            SourceReply.Answered(HttpStatusCode.Conflict or HttpStatusCode.RequestTimeout, var body, _) => new CorrectionOutcome.Unknown(
                Reason(refusal(body), reply)
            ),
            // Another server's, locked, or too early: it will take the same later.
            SourceReply.Answered(HttpStatusCode.MisdirectedRequest or HttpStatusCode.Locked or TooEarly, var body, _) =>
                new CorrectionOutcome.Unavailable(Reason(refusal(body), reply)),
            SourceReply.Answered(var status, var body, _) when (int)status is >= 400 and < 500 => new CorrectionOutcome.Refused(
                Reason(refusal(body), reply)
            ),
            SourceReply.Answered(var status, _, _) => new CorrectionOutcome.Unknown($"HTTP {(int)status}"),
            SourceReply.NotSent(var why) => new CorrectionOutcome.Unavailable(why),
            SourceReply.Unclear(var why) => new CorrectionOutcome.Unknown(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What was read by a request of our own making, as <see cref="SourceApi.Get"/> would say it.</summary>
    public static FetchAnswer Fetched(SourceReply reply) =>
        reply switch
        {
            SourceReply.Answered(HttpStatusCode.OK, var body, _) => new FetchAnswer.Found(body),
            SourceReply.Answered(HttpStatusCode.NotFound, _, _) => new FetchAnswer.NotFound(),
            SourceReply.Answered(HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _, _) => new FetchAnswer.Unauthorized(),
            SourceReply.Answered(HttpStatusCode.TooManyRequests, _, var wait) => new FetchAnswer.Throttled(wait),
            SourceReply.Answered(var status, _, _) => new FetchAnswer.Unavailable($"HTTP {(int)status}") { Status = status },
            SourceReply.NotSent(var why) => new FetchAnswer.Unavailable(why),
            SourceReply.Unclear(var why) => new FetchAnswer.Unavailable(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Why a source could not be read before anything was sent.</summary>
    public static CorrectionOutcome Unread(FetchAnswer answer, string missing) =>
        answer switch
        {
            FetchAnswer.NotFound => new CorrectionOutcome.Refused(missing),
            FetchAnswer.Throttled(var wait) => new CorrectionOutcome.Throttled(wait),
            FetchAnswer.Unauthorized => new CorrectionOutcome.SignInNeeded(
                "The source refuses the connection's key. Give the connection another: 'acsync connections add'."
            ),
            FetchAnswer.Unavailable(var why) => new CorrectionOutcome.Unavailable(why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static string Reason(string? text, SourceReply reply) => text ?? $"The source answered {(int)((SourceReply.Answered)reply).Status}.";
}
