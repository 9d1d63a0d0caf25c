using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms;

/// <summary>What became of one call to a vendor.</summary>
/// <typeparam name="TFault">How the vendor says no.</typeparam>
abstract record CallReply<TFault>
{
    CallReply() { }

    public sealed record Answered(JsonElement Body) : CallReply<TFault>;

    /// <summary>The vendor understood and said no.</summary>
    public sealed record Refused(TFault Fault) : CallReply<TFault>;

    public sealed record Throttled(TimeSpan RetryAfter) : CallReply<TFault>;

    /// <summary>The request never left.</summary>
    public sealed record NotSent(string Reason) : CallReply<TFault>;

    /// <param name="TokenRejected">A newer access token may be all that it takes.</param>
    public sealed record SignInNeeded(string Reason, bool TokenRejected) : CallReply<TFault>;

    /// <summary>It left, and no readable answer came back.</summary>
    public sealed record Unclear(string Reason) : CallReply<TFault>;
}
