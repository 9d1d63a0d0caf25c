using System.Security.Claims;

namespace AccountingSync.Console.Access;

/// <summary>Whose key it is and what it may do.</summary>
public sealed record Principal(string Organisation, string Role, string KeyName)
{
    const string OrganisationClaim = "organisation";

    /// <summary>As the framework carries it through a request.</summary>
    public ClaimsPrincipal ToClaims(string scheme) =>
        new(
            new ClaimsIdentity(
                [new Claim(OrganisationClaim, Organisation), new Claim(ClaimTypes.Role, Role), new Claim(ClaimTypes.Name, KeyName)],
                scheme
            )
        );

    /// <summary>The organisation comes from here and from nowhere else.</summary>
    /// <exception cref="InvalidOperationException">The route forgot to ask for authorisation.</exception>
    public static Principal Of(ClaimsPrincipal user) =>
        new(Claim(user, OrganisationClaim), Claim(user, ClaimTypes.Role), Claim(user, ClaimTypes.Name));

    static string Claim(ClaimsPrincipal user, string type) =>
        user.FindFirstValue(type) ?? throw new InvalidOperationException($"The caller has no claim '{type}': this route must require authorisation.");
}

/// <summary>What a key may do.</summary>
public static class Role
{
    /// <summary>Sends transactions; sees nothing.</summary>
    public const string Source = "source";

    /// <summary>Reads, and decides.</summary>
    public const string Finance = "finance";

    /// <summary>Reads, decides, and sets up.</summary>
    public const string Operator = "operator";

    public static bool MayRead(string role) => role is Finance or Operator;
}

/// <summary>Names of the authorisation policies.</summary>
public static class Policy
{
    /// <summary>The API, for keys that may read.</summary>
    public const string Reads = "reads";

    /// <summary>The API, for keys that may change how the system works.</summary>
    public const string Operates = "operates";

    /// <summary>The pages, for people who signed in.</summary>
    public const string SignedIn = "signed-in";
}
