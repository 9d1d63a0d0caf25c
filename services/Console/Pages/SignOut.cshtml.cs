using AccountingSync.Console.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AccountingSync.Console.Pages;

/// <summary>Forgets the key. Only a form of the console can do it, not a link elsewhere.</summary>
public sealed class SignOutModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPost()
    {
        await HttpContext.SignOutAsync(SignInCookie.Scheme);
        return Redirect("/sign-in");
    }
}
