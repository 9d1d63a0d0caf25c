using System.Text.Json.Serialization;

namespace AccountingSync.Sandbox.Faults;

/// <summary>What can go wrong with one request, in the order in which rates are drawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>An error, and nothing was done.</summary>
    [JsonStringEnumMemberName("http_500")]
    Http500,

    /// <summary>An error, though everything was done.</summary>
    [JsonStringEnumMemberName("http_500_after_commit")]
    Http500AfterCommit,

    /// <summary>Too many requests, and nothing was done.</summary>
    [JsonStringEnumMemberName("http_429")]
    Http429,

    /// <summary>The connection breaks and nothing was done.</summary>
    [JsonStringEnumMemberName("close_before")]
    CloseBefore,

    /// <summary>The connection breaks after everything was done and recorded.</summary>
    [JsonStringEnumMemberName("close_after_commit")]
    CloseAfterCommit,

    /// <summary>Everything was done, but the connection breaks in the middle of the answer.</summary>
    [JsonStringEnumMemberName("truncate")]
    Truncate,

    /// <summary>Something in between answers with a page and status 200; nothing was done.</summary>
    [JsonStringEnumMemberName("html_200")]
    Html200,

    /// <summary>The access token is said to be expired; nothing was done.</summary>
    [JsonStringEnumMemberName("expired_token")]
    ExpiredToken,

    /// <summary>The updates and deletes of one writing request, if it has any, find that somebody else changed the object first.</summary>
    [JsonStringEnumMemberName("stale_token")]
    StaleToken,
}

internal static class FaultKinds
{
    /// <summary>Faults that only mean something when the request changes something.</summary>
    public static bool NeedsWrite(this FaultKind kind) => kind is FaultKind.Http500AfterCommit or FaultKind.CloseAfterCommit or FaultKind.StaleToken;
}
