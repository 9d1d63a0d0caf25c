using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AccountingSync.Console.Pages;

/// <summary>A person signs in with an API key.</summary>
public sealed class SignInModel(Credentials credentials) : PageModel
{
    [BindProperty]
    public string? Key { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Refusal { get; private set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? Onwards() : Page();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var key = Key?.Trim() ?? string.Empty;
        try
        {
            switch (await credentials.Authenticate($"Bearer {key}", stop))
            {
                case null:
                    return Refuse("This key is not known, or it was revoked.");
                case { } principal when !Role.MayRead(principal.Role):
                    return Refuse(
                        $"A key of role '{principal.Role}' sends transactions; it may not look at the books. Use one of role finance or operator."
                    );
                case { } principal:
                    await SignInCookie.SignIn(HttpContext, principal, key);
                    return Onwards();
            }
        }
        catch (NeighbourUnavailableException fault)
        {
            return Refuse($"The key cannot be checked now: the service '{fault.Service}' does not answer.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Never to another site.</summary>
    IActionResult Onwards() => LocalRedirect(Url.IsLocalUrl(Next) ? Next! : "/");

    PageResult Refuse(string why, int status = StatusCodes.Status401Unauthorized)
    {
        Refusal = why;
        Key = null;
        Response.StatusCode = status;
        return Page();
    }
}
