"""Applications from draft to withdrawal, and intake on paper; publishing and amending a call, which reach drafts."""
