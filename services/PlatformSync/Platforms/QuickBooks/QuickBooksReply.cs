using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>What became of one call.</summary>
abstract record QuickBooksReply
{
    QuickBooksReply() { }

    public sealed record Answered(JsonElement Body) : QuickBooksReply;

    /// <summary>QuickBooks understood and said no.</summary>
    public sealed record Refused(QuickBooksFault Fault) : QuickBooksReply;

    public sealed record Throttled(TimeSpan RetryAfter) : QuickBooksReply;

    /// <summary>The request never left.</summary>
    public sealed record NotSent(string Reason) : QuickBooksReply;

    /// <param name="TokenRejected">A newer access token may be all that it takes.</param>
    public sealed record SignInNeeded(string Reason, bool TokenRejected) : QuickBooksReply;

    /// <summary>It left, and no readable answer came back.</summary>
    public sealed record Unclear(string Reason) : QuickBooksReply;
}
