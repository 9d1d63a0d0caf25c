using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace AccountingSync.Console.Access;

static class AccessSetup
{
    /// <summary>Keys for the API, a cookie for the pages. Setting <c>Console:KeysDirectory</c> (optional): where the keys that
    /// protect the cookie are kept, for sessions that outlive a restart or are shared by several consoles.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Credentials>();
        services.AddScoped<SignInCookie>();
        var protection = services.AddDataProtection().SetApplicationName("accountingsync-console");
        if (builder.Configuration["Console:KeysDirectory"] is { Length: > 0 } directory)
            protection.PersistKeysToFileSystem(new DirectoryInfo(directory));
        else
            services.Configure<KeyManagementOptions>(keys =>
            {
                keys.XmlRepository = new KeysInMemory();
                keys.XmlEncryptor = new NullXmlEncryptor();
            });
        services
            .AddAuthentication(SignInCookie.Scheme)
            .AddCookie(SignInCookie.Scheme, SignInCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, configureOptions: null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Policy.Reads, policy => Require(policy, ApiKeyScheme.Name, Role.Finance, Role.Operator))
            .AddPolicy(Policy.Operates, policy => Require(policy, ApiKeyScheme.Name, Role.Operator))
            .AddPolicy(Policy.SignedIn, policy => Require(policy, SignInCookie.Scheme, Role.Finance, Role.Operator));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "accountingsync-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    static void Require(AuthorizationPolicyBuilder policy, string scheme, params string[] roles) =>
        policy.AddAuthenticationSchemes(scheme).RequireAuthenticatedUser().RequireRole(roles);
}
