;; emacs -q --batch -l smoke.el: solve, insert and complete as a user of eglot does. The environment names the
;; configuration of the documentation (SHORTLIST_CONFIG), the file with the problem (SHORTLIST_FILE) and the
;; scripted engine (SHORTLIST_ENGINE, a JSON list).
(require 'cl-lib)
(require 'json)
(package-initialize)
(require 'eglot)
(load (getenv "SHORTLIST_CONFIG") nil t)
(setq eglot-sync-connect 30 eglot-autoshutdown t make-backup-files nil eglot-send-changes-idle-time 0)
(setq-default eglot-workspace-configuration
              `(:shortlist (:engine (:command ,(json-read-from-string (getenv "SHORTLIST_ENGINE"))))))

(defun until (what condition)
  "Wait until CONDITION holds, and return its value."
  (let ((end (+ (float-time) 60)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) end) (error "timed out: %s" what))
      (accept-process-output nil 0.05))
    value))

(defun answer (_prompt choices &rest _)
  "What the user chooses of CHOICES: the first that begins with one of `wanted'."
  (let ((all (mapcar #'substring-no-properties (all-completions "" choices))))
    (message "offered: %S" all)
    (or (cl-find-if (lambda (choice)
                      (cl-some (lambda (prefix) (string-prefix-p prefix choice)) wanted))
                    all)
        (error "none of %S is among %S" wanted all))))

(defvar wanted nil "What the user wants, as beginnings of choices.")
(fset 'completing-read #'answer)

(defun action (&rest titles)
  "Take the code action that begins with one of TITLES, which also answer what is asked later."
  (setq wanted titles)
  (goto-char (point-min))
  (let ((last-nonmenu-event t)) ; asked from the keyboard, not with a menu of the mouse
    (eglot-code-actions (point) (point) nil t)))

(defun complete-below ()
  "The solutions that completion offers on the first blank line below the comment."
  (goto-char (point-min))
  (re-search-forward "^$")
  (let ((capf (eglot-completion-at-point)))
    (and capf (mapcar #'substring-no-properties (all-completions "" (nth 2 capf))))))

(find-file (getenv "SHORTLIST_FILE"))
(setq-local project-find-functions (list (lambda (directory) (cons 'transient directory))))
(apply #'eglot (eglot--guess-contact))
(until "the server" (lambda () eglot--managed-mode))
(message "server: %S" (plist-get (eglot--server-info (eglot-current-server)) :name))
(action "Solve from this comment")
(message "completion: %S" (until "completion offers solutions" #'complete-below))
;; The server asks which solution to insert, before or after the action itself has been answered.
(action "Show solutions" "Solution 1")
(until "the program is inserted"
       (lambda () (goto-char (point-min)) (search-forward "print(a + b)" nil t)))
(save-buffer)
(message "emacs %s saved" emacs-version)
