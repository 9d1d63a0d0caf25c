namespace AccountingSync.PlatformSync.Platforms;

/// <summary>Gives the access token to use. With <paramref name="rejected"/>, a token that the vendor no longer takes,
/// it gives a newer one. Null when a person has to connect again; a failed call to the token endpoint may throw
/// <see cref="HttpRequestException"/>.</summary>
public delegate Task<string?> AccessTokens(string? rejected, CancellationToken stop);
