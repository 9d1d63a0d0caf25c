using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AccountingSync.Console.Access;

/// <summary>A signed and encrypted cookie that carries the key which a person signed in with. The key is checked again
/// with every request, so a revoked one ends the session.</summary>
sealed class SignInCookie(Credentials credentials) : CookieAuthenticationEvents
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    const string KeyItem = "key";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static Task SignIn(HttpContext http, Principal principal, string key)
    {
        var properties = new AuthenticationProperties { IsPersistent = false };
        properties.Items[KeyItem] = key;
        return http.SignInAsync(Scheme, principal.ToClaims(Scheme), properties);
    }

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "accountingsync";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = false;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "next";
        options.EventsType = typeof(SignInCookie);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        context.Properties.Items.TryGetValue(KeyItem, out var key);
        if (await credentials.Authenticate($"Bearer {key}", context.HttpContext.RequestAborted) is { } principal)
            context.ReplacePrincipal(principal.ToClaims(Scheme));
        else
            context.RejectPrincipal();
    }

    /// <summary>A part of a page that refreshes itself sends the whole page to the sign-in, not a sign-in into the part.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.Headers.ContainsKey("HX-Request"))
            return base.RedirectToLogin(context);
        context.Response.Headers["HX-Redirect"] = "/sign-in";
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
