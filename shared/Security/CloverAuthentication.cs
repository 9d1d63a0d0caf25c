namespace AccountingSync.Security;

/// <summary>Clover signs no webhooks of apps: <c>X-Clover-Auth</c> is the code that the app's settings show once the address is verified, the same
/// in every request. (docs.clover.com/docs/webhooks)</summary>
public static class CloverAuthentication
{
    public const string HeaderName = "X-Clover-Auth";

    /// <param name="header">Null when the request has none.</param>
    /// <param name="codes">All that are valid now: two while the app's code is changed.</param>
    public static SignatureCheck Verify(string? header, IReadOnlyList<string> codes) => CarriedSecret.Verify(header, codes);
}
